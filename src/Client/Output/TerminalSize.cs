namespace Prebuilds.Client.Output;

/// <summary>How large a terminal is, in characters. Asked only when it matters: the answer takes time, and sets the terminal up.</summary>
/// <param name="width">Asks for the width.</param>
/// <param name="height">Asks for the height.</param>
internal sealed class TerminalSize(Func<int> width, Func<int> height)
{
    private const int Narrowest = 20;
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    /// <summary>The width; the usual one of a terminal that does not know.</summary>
    public int Width => width() is > 0 and var known ? Math.Max(known, Narrowest) : UsualWidth;

    /// <summary>The height; the usual one of a terminal that does not know.</summary>
    public int Height => height() is > 0 and var known ? known : UsualHeight;
}
