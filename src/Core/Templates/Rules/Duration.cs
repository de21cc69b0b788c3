using System.Globalization;

namespace Prebuilds.Templates.Rules;

/// <summary>
/// Durations as people write them: a whole number and a unit (<c>90s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>), or
/// <c>0</c>.
/// </summary>
public static class Duration
{
    private const int MaxDigits = 9;

    /// <summary>Reads a duration; false when the text is none.</summary>
    /// <param name="text">What was written, without blanks.</param>
    /// <param name="value">The duration, when the answer is true.</param>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        var digits = text.AsSpan(0, Math.Max(text.Length - 1, 0));
        if (digits.Length > MaxDigits
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || UnitOf(text[^1]) is not { } unit
            || count > TimeSpan.MaxValue / unit)
        {
            return false;
        }

        value = count * unit;
        return true;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
