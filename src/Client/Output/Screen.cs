using System.Text;
using Spectre.Console;

namespace Prebuilds.Client.Output;

/// <summary>Results for people: lines, fields and tables.</summary>
/// <param name="output">Where they go.</param>
/// <param name="width">The terminal's width; null: no terminal, and no line is folded.</param>
internal sealed class Screen(TextWriter output, int? width)
{
    private const int Unfolded = 100_000;

    /// <summary>Makes room for the next picture: empties the terminal, or elsewhere leaves a line between two pictures.</summary>
    public void Clear() => output.Write(width is null ? Environment.NewLine : "\u001b[H\u001b[2J");

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

    /// <summary>Rows below headings.</summary>
    public void Table(string[] headings, IEnumerable<string[]> rows)
    {
        var terminal = new TerminalOutput(output, width ?? Unfolded, width is not null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = terminal });
        console.Write(Grid(headings, rows));
    }

    private static Table Grid(string[] headings, IEnumerable<string[]> rows)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)).PadLeft(0).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable(cell))));
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
