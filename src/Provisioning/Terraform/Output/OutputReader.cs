using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Prebuilds.Provisioning.Terraform.Output;

/// <summary>
/// Reads terraform's output as it comes, in pieces, and writes a readable log of it. Memory stays bounded whatever
/// comes.
/// </summary>
/// <param name="log">Takes the lines.</param>
/// <param name="report">Is told of what is needed afterwards.</param>
internal sealed partial class OutputReader(Action<string> log, RunReport report)
{
    /// <summary>
    /// Most characters of one line that are read as an event; of a longer one the beginning is passed on.
    /// </summary>
    public const int MaxLine = 256 * 1024;

    /// <summary>Most characters of one line of the log.</summary>
    public const int MaxText = 4_000;

    private readonly StringBuilder _line = new();

    /// <summary>What is needed afterwards.</summary>
    public RunReport Report => report;

    private bool _tooLong;

    /// <summary>Takes the next piece.</summary>
    public void Append(string piece)
    {
        var rest = piece.AsSpan();
        for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
        {
            Gather(rest[..end]);
            EndLine();
        }

        Gather(rest);
    }

    /// <summary>Call at the end of the output: what stands in its last line counts, too.</summary>
    public void Finish()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }
    }

    private void Gather(ReadOnlySpan<char> text)
    {
        var room = MaxLine - _line.Length;
        _tooLong |= text.Length > room;
        _line.Append(text[..Math.Min(text.Length, room)]);
    }

    private void EndLine()
    {
        var line = _line.ToString();
        var text = _tooLong ? Plain(line) : TextOf(line);
        _line.Clear();
        _tooLong = false;
        if (text is not null)
        {
            log(Bounded.Text(text, MaxText) + "\n");
        }
    }

    private string? TextOf(string line)
    {
        if (!line.StartsWith('{'))
        {
            return Plain(line);
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            return EventText.Of(json.RootElement, report);
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException)
        {
            return Plain(line);
        }
    }

    private string? Plain(string line)
    {
        var text = Bounded.Text(Colours().Replace(line, "").TrimEnd(), MaxText);
        if (text.Length == 0)
        {
            return null;
        }

        report.AddPlain(text);
        return text;
    }

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colours();
}
