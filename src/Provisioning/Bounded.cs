namespace Prebuilds.Provisioning;

/// <summary>Keeps texts within what a build's error may have.</summary>
internal static class Bounded
{
    /// <summary>Most characters of a build's error.</summary>
    public const int MaxMessage = 2_000;

    /// <summary>The text, or its beginning and an ellipsis.</summary>
    public static string Message(string text) =>
        text.Length <= MaxMessage ? text : string.Concat(text.AsSpan(0, MaxMessage - 1), "…");
}
