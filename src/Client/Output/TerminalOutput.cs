using System.Text;
using Spectre.Console;

namespace Prebuilds.Client.Output;

/// <summary>A stream as Spectre sees it; asking nothing of the console, which takes time.</summary>
internal sealed class TerminalOutput(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
{
    private const int AnyHeight = 24;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => isTerminal ? Math.Max(Console.WindowHeight, 1) : AnyHeight;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The stream has its encoding already: UTF-8.
    }
}
