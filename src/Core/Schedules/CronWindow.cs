using System.Diagnostics.CodeAnalysis;

namespace Prebuilds.Schedules;

/// <summary>
/// The hours of a local calendar that a cron line selects. Five fields: minute (always <c>*</c>), hour, day of month,
/// month and day of week; lists, ranges that run forwards, steps (<c>*/n</c>, <c>a-b/n</c>, <c>a/n</c> up to the
/// field's end), names of months and weekdays in any letter case; weekdays are 0 (Sunday) to 6. When both day fields
/// are restricted a day needs to match either, else both; a field is unrestricted only when it says <c>*</c> or
/// <c>*/1</c>.
/// </summary>
public sealed class CronWindow
{
    /// <summary>Most characters of a window.</summary>
    public const int MaxLength = 200;

    private const int Fields = 5;

    /// <summary>
    /// The days of the longest year, month by month. Over the 400 years after which the calendar repeats, each of
    /// them (29 February too) falls on each weekday, so no combination of a date and a weekday is impossible.
    /// </summary>
    private static CronSet[] DatesOfMonths { get; } =
        [.. Enumerable.Range(1, 12).Select(month => CronSet.Range(1, DateTime.DaysInMonth(2000, month), 1))];

    private readonly CronSet _hours;
    private readonly CronSet _months;

    /// <summary>
    /// The selected pairs of date and weekday as blocks: every date of a block with every weekday of it.
    /// </summary>
    private readonly (CronSet Dates, CronSet Weekdays)[] _days;

    private CronWindow(CronSet hours, CronSet months, params (CronSet Dates, CronSet Weekdays)[] days)
    {
        _hours = hours;
        _months = months;
        _days = days;
    }

    /// <summary>Reads a window.</summary>
    /// <param name="text">The five fields, with blanks between them.</param>
    /// <param name="window">The window, when the answer is true.</param>
    /// <param name="error">Which field is wrong, its value and what is allowed; empty when the answer is true.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CronWindow? window, out string error)
    {
        window = null;
        Span<Range> fields = stackalloc Range[Fields + 1];
        var line = text.AsSpan();
        if (line.Length > MaxLength || line.SplitAny(fields, " \t", StringSplitOptions.RemoveEmptyEntries) != Fields)
        {
            error = "a window has five fields (minute, hour, day of month, month, day of week), "
                + $"{MaxLength} characters at most";
            return false;
        }

        var minute = line[fields[0]];
        if (minute is not "*")
        {
            error = $"minute {Quoted.Of(minute.ToString())} is not allowed: windows are whole hours, write *";
            return false;
        }

        if (CronField.Hour.Read(line[fields[1]], out error) is { } hours
            && CronField.DayOfMonth.Read(line[fields[2]], out error) is { } days
            && CronField.Month.Read(line[fields[3]], out error) is { } months
            && CronField.DayOfWeek.Read(line[fields[4]], out error) is { } weekdays)
        {
            window = days.Unrestricted || weekdays.Unrestricted
                ? new CronWindow(hours, months, (days, weekdays))
                : new CronWindow(hours, months, (days, CronSet.Everything), (CronSet.Everything, weekdays));
            return true;
        }

        return false;
    }

    /// <summary>Whether the window holds this time of the wall clock; what is below the hour does not count.</summary>
    /// <param name="local">Date and time as the zone's wall clock shows them; its kind is not looked at.</param>
    public bool Contains(DateTime local) =>
        _hours.Has(local.Hour)
        && _months.Has(local.Month)
        && Array.Exists(_days, block => block.Dates.Has(local.Day) && block.Weekdays.Has((int)local.DayOfWeek));

    /// <summary>Whether any hour of any date of the calendar is in both windows; exact, over all years.</summary>
    /// <param name="other">The window to compare with.</param>
    public bool Overlaps(CronWindow other)
    {
        if (!_hours.Meets(other._hours))
        {
            return false;
        }

        for (var month = 1; month <= DatesOfMonths.Length; month++)
        {
            if (_months.Has(month) && other._months.Has(month) && SharesDay(other, DatesOfMonths[month - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private bool SharesDay(CronWindow other, CronSet dates) => Array.Exists(_days, mine => Array.Exists(
        other._days,
        theirs => (mine.Dates & theirs.Dates).Meets(dates) && mine.Weekdays.Meets(theirs.Weekdays)));
}
