using System.Globalization;
using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class CronEdgesTests
{
    public static TheoryData<int> Months() => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Months))]
    public void Every_month_has_its_english_name(int month)
    {
        var first = new DateTime(2025, month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var window = Window($"* * * {first.ToString("MMM", CultureInfo.InvariantCulture)} *");
        var year = Enumerable.Range(0, 12).Select(i => first.AddMonths(i));
        Assert.Equal([month], year.Where(window.Contains).Select(d => d.Month));
        Assert.True(window.Overlaps(Window($"* * * {month} *")));
    }

    [Theory]
    [InlineData("sun", DayOfWeek.Sunday)]
    [InlineData("Mon", DayOfWeek.Monday)]
    [InlineData("TUE", DayOfWeek.Tuesday)]
    [InlineData("wed", DayOfWeek.Wednesday)]
    [InlineData("thu", DayOfWeek.Thursday)]
    [InlineData("fri", DayOfWeek.Friday)]
    [InlineData("sat", DayOfWeek.Saturday)]
    public void Every_day_of_the_week_has_its_english_name(string name, DayOfWeek day)
    {
        var window = Window($"* * * * {name}");
        var week = Enumerable.Range(2, 7).Select(d => new DateTime(2025, 6, d, 9, 0, 0, DateTimeKind.Unspecified));
        Assert.Equal([day], week.Where(window.Contains).Select(d => d.DayOfWeek));
    }

    [Theory]
    [InlineData("* */24 * * *")]
    [InlineData("* * */31 * *")]
    [InlineData("* * * */12 *")]
    [InlineData("* * * * */7")]
    public void A_step_may_be_as_large_as_its_field(string cron) => Window(cron);

    [Theory]
    [InlineData("* */25 * * *", "the step of hour '*/25' is not allowed: write 1-24 after the slash")]
    [InlineData("* * */32 * *", "the step of day of month '*/32' is not allowed: write 1-31 after the slash")]
    [InlineData("* * * */13 *", "the step of month '*/13' is not allowed: write 1-12 after the slash")]
    [InlineData("* * * * */8", "the step of day of week '*/8' is not allowed: write 1-7 after the slash")]
    [InlineData("* /2 * * *", "hour '' is not allowed: write * or 0-23")]
    [InlineData("* -2 * * *", "hour '' is not allowed: write * or 0-23")]
    [InlineData("* 2- * * *", "hour '' is not allowed: write * or 0-23")]
    public void What_is_not_allowed_is_named(string cron, string message)
    {
        Assert.False(CronWindow.TryParse(cron, out _, out var error));
        Assert.EndsWith(message, error);
    }

    [Fact]
    public void A_path_that_leads_to_a_zone_is_no_zone() => Assert.Null(TimeZones.Find("Etc/../Europe/London"));

    private static CronWindow Window(string cron)
    {
        Assert.True(CronWindow.TryParse(cron, out var window, out var error), error);
        Assert.Equal(string.Empty, error);
        return window;
    }
}
