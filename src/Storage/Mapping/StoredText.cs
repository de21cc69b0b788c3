namespace Prebuilds.Storage.Mapping;

/// <summary>Text as both databases can keep it: no NUL and no half of a surrogate pair; each becomes U+FFFD.</summary>
internal static class StoredText
{
    private const char Replacement = '\uFFFD';

    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBroken(text, i))
            {
                return string.Create(text.Length, text, Replace);
            }
        }

        return text;
    }

    private static void Replace(Span<char> target, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            target[i] = IsBroken(text, i) ? Replacement : text[i];
        }
    }

    private static bool IsBroken(string text, int i) =>
        text[i] == '\0'
        || (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
