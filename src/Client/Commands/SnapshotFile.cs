using System.Text.Json;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;
using Prebuilds.Planning.Files;

namespace Prebuilds.Client.Commands;

/// <summary>Snapshots in a file, planned one line at a time: the file may be longer than memory.</summary>
internal static class SnapshotFile
{
    /// <summary>
    /// Answers every line in order; empty lines have no answer. A line that cannot be read is answered with
    /// <c>{"name","error"}</c>, told on standard error with its number, and makes the exit code 1.
    /// </summary>
    public static async Task<ExitCode> Answer(
        Session session, TextReader lines, bool flushEach, CancellationToken stop)
    {
        var (number, code, output) = (0, ExitCode.Success, session.Shell.Out);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var reading = DecisionLine.Parse(line);
            if (reading.Case is null)
            {
                session.Say($"line {number}: {string.Join(' ', reading.Problems)}");
                code = ExitCode.Failure;
            }

            var answer = reading.Case is { } decision ? DecisionLine.Answer(decision) : Refuse(line, reading);
            await output.WriteLineAsync(answer.AsMemory(), stop);
            if (flushEach)
            {
                await output.FlushAsync(stop);
            }
        }

        return code;
    }

    private static string Refuse(string line, DecisionReading reading) =>
        JsonLine.Of(new RefusedLine(NameOf(line), string.Join(' ', reading.Problems)), json => json.RefusedLine);

    /// <summary>What a line that cannot be planned calls itself; empty when not even that can be read.</summary>
    private static string NameOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement is { ValueKind: JsonValueKind.Object } fields
                && fields.TryGetProperty("name", out var name)
                && name.ValueKind == JsonValueKind.String
                    ? name.GetString()!
                    : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
