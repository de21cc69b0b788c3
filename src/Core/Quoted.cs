using System.Globalization;
using System.Text;

namespace Prebuilds;

/// <summary>
/// Values of others, as they may stand in a message: in quotes, short, and without characters that steer a terminal.
/// </summary>
public static class Quoted
{
    /// <summary>Most characters of a value that a message repeats; the rest is left out.</summary>
    public const int MaxLength = 80;

    /// <summary>
    /// The value in single quotes; invisible characters become <c>\uXXXX</c>, and what is too long ends in
    /// <c>...</c>.
    /// </summary>
    /// <param name="value">Any text.</param>
    public static string Of(string value)
    {
        var text = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || IsInvisible(c))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append(value.Length > MaxLength ? "'..." : "'").ToString();
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
