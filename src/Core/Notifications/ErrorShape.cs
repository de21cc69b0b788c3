using System.Text;

namespace Prebuilds.Notifications;

/// <summary>What errors of one cause have in common: numbers, ids and addresses differ from one to the next.</summary>
public static class ErrorShape
{
    /// <summary>Most characters that are compared.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// The text with each word that has a digit in it, such as a UUID, a time or a size, as one <c>#</c>.
    /// </summary>
    /// <param name="text">An error, or why claims miss.</param>
    public static string Of(string text)
    {
        var shape = new StringBuilder();
        for (var start = 0; start < text.Length && shape.Length < MaxLength;)
        {
            var end = start;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            var word = text.AsSpan(start, end - start);
            shape.Append(word.ContainsAnyInRange('0', '9') ? "#" : word);
            if (end < text.Length)
            {
                shape.Append(text[end++]);
            }

            start = end;
        }

        return shape.Length > MaxLength ? shape.ToString(0, MaxLength) : shape.ToString();
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':';
}
