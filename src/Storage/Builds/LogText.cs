namespace Prebuilds.Storage.Builds;

/// <summary>
/// How a build's log is bounded and cut. Positions and lengths are in UTF-16 characters, as .NET counts them.
/// </summary>
internal static class LogText
{
    /// <summary>Most characters of one build's log: 1 Mi; what comes after is dropped, and one line says so.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Most characters of one read, and of one stored piece: 64 Ki.</summary>
    public const int MaxPiece = 64 * 1024;

    private const string Dropped = "\n[The log reached its limit of 1,048,576 characters; the rest was dropped.]\n";

    /// <summary>What is to be appended to a log of this length: all, what fits and the last line, or nothing.</summary>
    public static string Fitting(string text, int length) => length switch
    {
        > MaxLength => "",
        _ when text.Length <= MaxLength - length => text,
        _ => text[..Cut(text, MaxLength - length)] + Dropped,
    };

    /// <summary>Cuts text into pieces, none of which begins or ends with half a character.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Cut(text, Math.Min(start + MaxPiece, text.Length));
            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>The place at or just before this one where text may be cut.</summary>
    public static int Cut(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
