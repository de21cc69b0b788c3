using CsCheck;
using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class CronProperties
{
    /// <summary>A date for each combination of month, day and weekday that the calendar's 400 years have.</summary>
    private static readonly DateTime[] Dates =
    [
        .. Enumerable.Range(0, 146_097)
            .Select(day => new DateTime(2000, 1, 1).AddDays(day))
            .DistinctBy(date => (date.Month, date.Day, date.DayOfWeek)),
    ];

    [Fact]
    public void Every_date_of_the_longest_year_falls_on_every_weekday() => Assert.Equal(366 * 7, Dates.Length);

    [Fact]
    public void A_window_holds_what_a_plain_reading_of_its_text_holds() =>
        Gen.Select(CronLine.Any, Gen.Int[0, 23], Gen.Int[0, (366 * 7) - 1]).Sample((line, hour, date) =>
        {
            var local = Dates[date].AddHours(hour);
            Assert.Equal(line.Matches(local), Window(line).Contains(local));
        });

    [Fact]
    public void Windows_overlap_exactly_when_they_share_an_hour_of_some_date() =>
        Gen.Select(CronLine.Any, CronLine.Any).Sample(
            (left, right) =>
            {
                var shared = left.Hours.Values.Overlaps(right.Hours.Values)
                    && Dates.Any(date => OnDate(left, date) && OnDate(right, date));
                Assert.Equal(shared, Window(left).Overlaps(Window(right)));
                Assert.Equal(shared, Window(right).Overlaps(Window(left)));
            },
            iter: 200);

    [Theory]
    [InlineData("* * 30 2 *", "* * * * *", false)]
    [InlineData("* * 31 4,6,9,11 *", "* * 31 4 *", false)]
    [InlineData("* * 29 2 *", "* * * 2 1", true)]
    [InlineData("* * 29 2 sun", "* * 29 2 sat", true)]
    [InlineData("* * 30 2 sun", "* * 30 2 sat", false)]
    [InlineData("* * 30 2 sun", "* * * feb sun", true)]
    [InlineData("* * 1 * 1", "* * 2 * 2", true)]
    [InlineData("* * 1 * *", "* * * * 2", true)]
    [InlineData("* */2 * * *", "* 1/2 * * *", false)]
    [InlineData("* * * JAN-mar *", "* * * 3-6 *", true)]
    [InlineData("* * * * MON-FRI", "* * * * sat,sun", false)]
    public void Overlap_is_exact_at_the_calendars_corners(string left, string right, bool overlap)
    {
        Assert.True(CronWindow.TryParse(left, out var a, out _));
        Assert.True(CronWindow.TryParse(right, out var b, out _));
        Assert.Equal(overlap, a.Overlaps(b));
        Assert.Equal(overlap, b.Overlaps(a));
    }

    private static bool OnDate(CronLine line, DateTime date) => line.Matches(date.AddHours(line.Hours.Values.First()));

    private static CronWindow Window(CronLine line)
    {
        Assert.True(CronWindow.TryParse(line.ToString(), out var window, out var error), $"{line}: {error}");
        return window;
    }
}
