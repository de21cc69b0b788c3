using System.Globalization;

namespace Prebuilds.Bench.Reports;

/// <summary>What one run prints: tables as they are measured, then every ratio as a line of its own.</summary>
/// <param name="output">Where to.</param>
internal sealed class Report(TextWriter output)
{
    private const int FirstWidth = 34;
    private const int Width = 13;

    private readonly List<(string Name, double Value)> _ratios = [];

    /// <summary>Begins a table.</summary>
    public void Table(string title, params IEnumerable<string> columns)
    {
        output.WriteLine();
        output.WriteLine($"## {title}");
        output.WriteLine();
        output.WriteLine(Line([string.Empty, .. columns]));
    }

    /// <summary>A row of the table.</summary>
    public void Row(string name, params IEnumerable<string> values) => output.WriteLine(Line([name, .. values]));

    /// <summary>Keeps a ratio for the end.</summary>
    public void Ratio(string name, double value) => _ratios.Add((name, value));

    /// <summary>Prints the ratios, in the order in which they were kept.</summary>
    public void End()
    {
        output.WriteLine();
        foreach (var (name, value) in _ratios)
        {
            output.WriteLine($"{name} = {value.ToString("0.00", CultureInfo.InvariantCulture)}");
        }
    }

    private static string Line(string[] cells) =>
        string.Concat(cells.Select((cell, column) => column == 0 ? cell.PadRight(FirstWidth) : cell.PadLeft(Width)))
            .TrimEnd();
}
