using System.Globalization;

namespace Prebuilds.Schedules;

/// <summary>The grammar of one cron field: lists of <c>*</c>, values, ranges and steps.</summary>
/// <param name="Name">The field's name in messages.</param>
/// <param name="First">The smallest value.</param>
/// <param name="Last">The greatest value.</param>
/// <param name="Allowed">The values as a message names them.</param>
/// <param name="Names">Names of the values, from the smallest on; none when the field has only numbers.</param>
internal sealed record CronField(string Name, int First, int Last, string Allowed, params string[] Names)
{
    public static CronField Hour { get; } = new("hour", 0, 23, "0-23");

    public static CronField DayOfMonth { get; } = new("day of month", 1, 31, "1-31");

    public static CronField Month { get; } = new(
        "month", 1, 12, "1-12 or jan-dec",
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    public static CronField DayOfWeek { get; } = new(
        "day of week", 0, 6, "0-6 (0 is Sunday) or sun-sat",
        "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /// <summary>The values that the text selects, or null with a sentence that says what is wrong.</summary>
    public CronSet? Read(ReadOnlySpan<char> text, out string error)
    {
        error = "";
        var all = default(CronSet);
        foreach (var part in text.Split(','))
        {
            if (ReadItem(text[part], out error) is not { } values)
            {
                return null;
            }

            all |= values;
        }

        return all;
    }

    private CronSet? ReadItem(ReadOnlySpan<char> item, out string error)
    {
        var slash = item.IndexOf('/');
        var steps = slash >= 0;
        var span = steps ? item[..slash] : item;
        var size = Last - First + 1;
        var step = 1;
        if (steps && !TryNumber(item[(slash + 1)..], 1, size, out step))
        {
            error = $"the step of {Name} {Quoted.Of(item.ToString())} is not allowed: write 1-{size} after the slash";
            return null;
        }

        error = "";
        return span is "*"
            ? CronSet.Range(First, Last, step) with { Unrestricted = step == 1 }
            : ReadRange(span, steps, step, out error);
    }

    private CronSet? ReadRange(ReadOnlySpan<char> span, bool open, int step, out string error)
    {
        error = "";
        var dash = span.IndexOf('-');
        var left = dash < 0 ? span : span[..dash];
        var right = dash < 0 ? span : span[(dash + 1)..];
        if (!TryValue(left, out var from))
        {
            error = Refused(left);
            return null;
        }

        var to = Last;
        if ((dash >= 0 || !open) && !TryValue(right, out to))
        {
            error = Refused(right);
            return null;
        }

        if (to < from)
        {
            error = $"{Name} {Quoted.Of(span.ToString())} runs backwards: "
                + $"write the two parts, as in '{from}-{Last},{First}-{to}'";
            return null;
        }

        return CronSet.Range(from, to, step);
    }

    private bool TryValue(ReadOnlySpan<char> text, out int value)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (text.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
            {
                value = First + i;
                return true;
            }
        }

        return TryNumber(text, First, Last, out value);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value >= least
        && value <= most;

    private string Refused(ReadOnlySpan<char> value) =>
        $"{Name} {Quoted.Of(value.ToString())} is not allowed: write * or {Allowed}";
}
