namespace Prebuilds.Provisioning;

/// <summary>Keeps texts within what a build's error may have.</summary>
internal static class Bounded
{
    /// <summary>Most characters of a build's error.</summary>
    public const int MaxMessage = 2_000;

    /// <summary>The text, or its beginning and an ellipsis.</summary>
    public static string Message(string text) => Text(text, MaxMessage);

    /// <summary>The text, or so many characters of its beginning, the last of them an ellipsis.</summary>
    public static string Text(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
