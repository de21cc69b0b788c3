using System.Text.Json;

namespace Prebuilds.Client.LoadTests.History;

/// <summary>Reads a history one line at a time: the file may be longer than memory.</summary>
public static class HistoryReader
{
    /// <summary>Every line in order; empty lines are left out.</summary>
    /// <param name="lines">The file's text; it is read to its end, and not closed.</param>
    /// <param name="file">What the file is called in messages.</param>
    public static IEnumerable<HistoryReading> Read(TextReader lines, string file)
    {
        var number = 0L;
        var next = lines.ReadLine();
        while (next is { } line)
        {
            number++;
            next = lines.ReadLine();
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, new LineReference(file, number), isLast: next is null);
            }
        }
    }

    private static HistoryReading Parse(string line, LineReference at, bool isLast)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryLine) is { } read)
            {
                return new HistoryReading(at, read, IsTruncated: false, Problem: null);
            }

            return new HistoryReading(at, null, IsTruncated: false, "The line is null.");
        }
        catch (JsonException error)
        {
            return new HistoryReading(at, null, isLast, error.Message);
        }
    }
}
