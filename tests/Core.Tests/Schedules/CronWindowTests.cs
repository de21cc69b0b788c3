using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class CronWindowTests
{
    private const string FiveFields =
        "a window has five fields (minute, hour, day of month, month, day of week), 200 characters at most";

    [Theory]
    [InlineData("* * * * *", "2025-06-02T00:00 2025-06-01T23:59", "")]
    [InlineData(
        "* 8-18 * * 1-5",
        "2025-06-02T08:00 2025-06-06T18:59",
        "2025-06-02T07:59 2025-06-02T19:00 2025-06-01T12:00")]
    [InlineData("* 22-23,0-6 * * *", "2025-06-02T22:00 2025-06-03T06:59", "2025-06-03T07:00 2025-06-02T21:59")]
    [InlineData("* */6 * * *", "2025-06-02T00:30 2025-06-02T18:30", "2025-06-02T03:30 2025-06-02T23:30")]
    [InlineData(
        "* 9-17/4 * * *",
        "2025-06-02T09:00 2025-06-02T13:00 2025-06-02T17:00",
        "2025-06-02T10:00 2025-06-02T21:00")]
    [InlineData("* 20/2 * * *", "2025-06-02T20:00 2025-06-02T22:00", "2025-06-02T21:00 2025-06-02T18:00")]
    [InlineData("* * * JAN,mar-May *", "2025-01-31T00:00 2025-04-01T00:00", "2025-02-01T00:00 2025-06-01T00:00")]
    [InlineData("* * * * Sun,wed-SAT", "2025-06-01T00:00 2025-06-04T00:00", "2025-06-02T00:00 2025-06-03T00:00")]
    [InlineData(
        "* * * * mon/2",
        "2025-06-02T00:00 2025-06-04T00:00 2025-06-06T00:00",
        "2025-06-03T00:00 2025-06-01T00:00")]
    [InlineData("* * 31 * *", "2025-07-31T00:00", "2025-06-30T00:00")]
    [InlineData("* * 29 2 *", "2024-02-29T00:00", "2025-03-01T00:00")]
    [InlineData("* 09 01 06 *", "2025-06-01T09:00", "2025-06-01T08:00")]
    [InlineData("  *\t8   * * *  ", "2025-06-01T08:00", "2025-06-01T09:00")]
    public void A_window_holds_the_hours_it_names(string cron, string inside, string outside)
    {
        Assert.True(CronWindow.TryParse(cron, out var window, out var error), error);
        Assert.All(Instants(inside), instant => Assert.True(window.Contains(instant), $"{cron} has {instant:s}"));
        Assert.All(Instants(outside), instant => Assert.False(window.Contains(instant), $"{cron} lacks {instant:s}"));
    }

    [Theory]
    [InlineData("* * 13 * 5", "2025-06-13T00:00 2025-06-06T00:00 2025-07-13T00:00", "2025-06-12T00:00")]
    [InlineData("* * 13 * *", "2025-06-13T00:00 2025-07-13T00:00", "2025-06-06T00:00")]
    [InlineData("* * * * 5", "2025-06-13T00:00 2025-06-06T00:00", "2025-07-13T00:00")]
    [InlineData("* * 13 * */1", "2025-06-13T00:00 2025-07-13T00:00", "2025-06-06T00:00")]
    [InlineData("* * 13 * 0-6", "2025-06-13T00:00 2025-06-06T00:00 2025-06-12T00:00", "")]
    [InlineData("* * 1-31 * 5", "2025-06-13T00:00 2025-06-12T00:00", "")]
    [InlineData("* * */2 * 5", "2025-06-13T00:00 2025-06-11T00:00 2025-06-20T00:00", "2025-06-12T00:00")]
    [InlineData("* * *,13 * 5", "2025-06-13T00:00 2025-06-06T00:00", "2025-07-13T00:00")]
    public void A_day_matches_either_day_field_only_when_both_are_restricted(
        string cron, string inside, string outside) =>
        A_window_holds_the_hours_it_names(cron, inside, outside);

    [Theory]
    [InlineData("0 8 * * *", "minute '0' is not allowed: windows are whole hours, write *")]
    [InlineData("*/1 8 * * *", "minute '*/1' is not allowed: windows are whole hours, write *")]
    [InlineData("* 24 * * *", "hour '24' is not allowed: write * or 0-23")]
    [InlineData("* 25-26 * * *", "hour '25' is not allowed: write * or 0-23")]
    [InlineData("* 8-x * * *", "hour 'x' is not allowed: write * or 0-23")]
    [InlineData("* 8,,9 * * *", "hour '' is not allowed: write * or 0-23")]
    [InlineData("* -8 * * *", "hour '' is not allowed: write * or 0-23")]
    [InlineData("* 8-9-10 * * *", "hour '9-10' is not allowed: write * or 0-23")]
    [InlineData("* +8 * * *", "hour '+8' is not allowed: write * or 0-23")]
    [InlineData("* 99999999999 * * *", "hour '99999999999' is not allowed: write * or 0-23")]
    [InlineData("* ٣ * * *", "hour '٣' is not allowed: write * or 0-23")]
    [InlineData("* 22-6 * * *", "hour '22-6' runs backwards: write the two parts, as in '22-23,0-6'")]
    [InlineData("* 8/0 * * *", "the step of hour '8/0' is not allowed: write 1-24 after the slash")]
    [InlineData("* */25 * * *", "the step of hour '*/25' is not allowed: write 1-24 after the slash")]
    [InlineData("* */2/3 * * *", "the step of hour '*/2/3' is not allowed: write 1-24 after the slash")]
    [InlineData("* */ * * *", "the step of hour '*/' is not allowed: write 1-24 after the slash")]
    [InlineData("* *-5 * * *", "hour '*' is not allowed: write * or 0-23")]
    [InlineData("* * 0 * *", "day of month '0' is not allowed: write * or 1-31")]
    [InlineData("* * 32 * *", "day of month '32' is not allowed: write * or 1-31")]
    [InlineData("* * ? * *", "day of month '?' is not allowed: write * or 1-31")]
    [InlineData("* * L * *", "day of month 'L' is not allowed: write * or 1-31")]
    [InlineData("* * * 13 *", "month '13' is not allowed: write * or 1-12 or jan-dec")]
    [InlineData("* * * june *", "month 'june' is not allowed: write * or 1-12 or jan-dec")]
    [InlineData("* * * * 7", "day of week '7' is not allowed: write * or 0-6 (0 is Sunday) or sun-sat")]
    [InlineData("* * * * fri-mon", "day of week 'fri-mon' runs backwards: write the two parts, as in '5-6,0-1'")]
    [InlineData("* 8 * * 1 2025", FiveFields)]
    [InlineData("* 8 * *", FiveFields)]
    [InlineData("", FiveFields)]
    [InlineData(null, FiveFields)]
    public void A_refused_window_says_which_field_and_what_is_allowed(string? cron, string expected)
    {
        Assert.False(CronWindow.TryParse(cron, out var window, out var error));
        Assert.Null(window);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_window_has_a_greatest_length()
    {
        var longest = $"* {string.Join(',', Enumerable.Repeat("8", 96))} * * *";
        Assert.True(CronWindow.TryParse(longest.PadRight(CronWindow.MaxLength), out _, out _));
        Assert.False(CronWindow.TryParse(longest.PadRight(CronWindow.MaxLength + 1), out _, out _));
    }

    private static IEnumerable<DateTime> Instants(string texts) =>
        texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => DateTime.Parse(text));
}
