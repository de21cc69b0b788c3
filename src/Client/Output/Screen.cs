using System.Text;
using Spectre.Console;

namespace Prebuilds.Client.Output;

/// <summary>Results for people: lines, fields and tables.</summary>
/// <param name="output">Where they go.</param>
/// <param name="terminal">The terminal there; null: none, and no line is folded.</param>
internal sealed class Screen(TextWriter output, TerminalSize? terminal)
{
    private const int Gap = 2;
    private const int LeastFolded = 24;

    /// <summary>Makes room for the next picture: empties the terminal, or elsewhere leaves a line between two pictures.</summary>
    public void Clear() => output.Write(terminal is null ? Environment.NewLine : "\u001b[H\u001b[2J");

    /// <summary>One line.</summary>
    public void Line(string text) => output.WriteLine(Printable(text));

    /// <summary>Values with their names, one pair a line; pairs without a value are left out.</summary>
    public void Fields(params IEnumerable<(string Name, string? Value)> fields)
    {
        var shown = fields.Where(field => field.Value is not null).ToList();
        var longest = shown.Max(field => field.Name.Length);
        foreach (var (name, value) in shown)
        {
            output.WriteLine($"{name.PadRight(longest)}  {Printable(value!)}");
        }
    }

    /// <summary>
    /// Rows below headings. On a terminal the last column, of sentences, is folded; where not even the others fit, the terminal
    /// folds the lines.
    /// </summary>
    public void Table(string[] headings, IEnumerable<string[]> rows)
    {
        string[][] cells = [.. rows.Select(row => row.Select(Printable).ToArray())];
        var canFold = terminal is not null && Needed([headings, .. cells]) <= terminal.Width;
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new TerminalOutput(output, canFold ? terminal : null) });
        console.Write(Grid(headings, cells));
    }

    /// <summary>The width at which the last column still has a legible rest.</summary>
    private static int Needed(string[][] lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(i => lines.Max(line => line[i].Length)).ToArray();
        return widths[..^1].Sum(width => width + Gap) + Math.Min(widths[^1], LeastFolded) + Gap;
    }

    private static Table Grid(string[] headings, string[][] rows)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            var column = new TableColumn(new Text(heading)).PadLeft(0).PadRight(Gap);
            table.AddColumn(heading == headings[^1] ? column : column.NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    /// <summary>The text without characters that steer a terminal.</summary>
    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(char.IsControl(c) ? ' ' : c);
        }

        return clean.ToString();
    }
}
