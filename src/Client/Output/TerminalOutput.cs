using System.Text;
using Spectre.Console;

namespace Prebuilds.Client.Output;

/// <summary>A stream as Spectre sees it.</summary>
internal sealed class TerminalOutput(TextWriter writer, TerminalSize? terminal) : IAnsiConsoleOutput
{
    /// <summary>Wide enough that nothing is folded where no terminal is.</summary>
    private const int Unfolded = 100_000;

    private const int AnyHeight = 24;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => terminal is not null;

    /// <inheritdoc/>
    public int Width => terminal?.Width ?? Unfolded;

    /// <inheritdoc/>
    public int Height => terminal?.Height ?? AnyHeight;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The stream has its encoding already: UTF-8.
    }
}
