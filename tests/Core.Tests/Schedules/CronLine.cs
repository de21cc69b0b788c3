using CsCheck;

namespace Prebuilds.Core.Tests.Schedules;

/// <summary>
/// A window drawn at random, and a reading of it that shares nothing with the code under test: sets instead of bits.
/// </summary>
internal sealed record CronLine(
    CronLine.Field Hours, CronLine.Field Days, CronLine.Field Months, CronLine.Field Weekdays)
{
    private static readonly string[] MonthNames =
        ["jan", "FEB", "Mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] WeekdayNames = ["sun", "MON", "Tue", "wed", "thu", "fri", "sat"];

    public static Gen<CronLine> Any { get; } = Gen.Select(
        FieldOf(0, 23, []), FieldOf(1, 31, []), FieldOf(1, 12, MonthNames), FieldOf(0, 6, WeekdayNames),
        (hours, days, months, weekdays) => new CronLine(hours, days, months, weekdays));

    public bool Matches(DateTime local)
    {
        var day = Days.Values.Contains(local.Day);
        var weekday = Weekdays.Values.Contains((int)local.DayOfWeek);
        var either = !Days.Star && !Weekdays.Star;
        return Hours.Values.Contains(local.Hour)
            && Months.Values.Contains(local.Month)
            && (either ? day || weekday : day && weekday);
    }

    public override string ToString() => $"* {Hours.Text} {Days.Text} {Months.Text} {Weekdays.Text}";

    private static Gen<Field> FieldOf(int first, int last, string[] names)
    {
        string Name(int value, bool named) => named && names.Length > 0 ? names[value - first] : $"{value}";
        Field Range(int from, int to, int step, string text) =>
            new(text, [.. Enumerable.Range(from, to - from + 1).Where(v => (v - from) % step == 0)], Star: false);

        var value = Gen.Int[first, last];
        var step = Gen.Int[1, last - first + 1];
        var star = step.Select(n => Range(first, last, n, n == 1 ? "*" : $"*/{n}") with { Star = n == 1 });
        var all = Gen.Const(Range(first, last, 1, "*") with { Star = true });
        var one = Gen.Select(value, Gen.Bool, (v, named) => Range(v, v, 1, Name(v, named)));
        var open = Gen.Select(value, step, (v, n) => Range(v, last, n, $"{v}/{n}"));
        var range = Gen.Select(value, value, step, Gen.Bool, (a, b, n, named) =>
        {
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            return Range(from, to, n, $"{Name(from, named)}-{Name(to, !named)}{(n == 1 ? "" : $"/{n}")}");
        });
        return Gen.OneOf(all, Gen.OneOf(star, one, one, open, range).Array[1, 3].Select(Join));
    }

    private static Field Join(Field[] items) => new(
        string.Join(',', items.Select(item => item.Text)),
        [.. items.SelectMany(item => item.Values)],
        items.Any(item => item.Star));

    internal sealed record Field(string Text, HashSet<int> Values, bool Star);
}
