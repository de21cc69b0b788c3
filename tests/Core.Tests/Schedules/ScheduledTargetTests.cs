using Prebuilds.Presets;
using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class ScheduledTargetTests
{
    [Theory]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-03-30T00:59:59Z", 1)]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-03-30T01:00:00Z", 1)]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-03-31T00:00:00Z", 5)]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-10-26T00:00:00Z", 5)]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-10-26T01:59:59Z", 5)]
    [InlineData("Europe/Berlin", "* 2 * * *", "2025-10-26T02:00:00Z", 1)]
    [InlineData("Australia/Lord_Howe", "* 2 * * *", "2025-10-04T15:30:00Z", 5)]
    [InlineData("Australia/Lord_Howe", "* 1 * * *", "2025-04-05T15:15:00Z", 5)]
    [InlineData("Asia/Kathmandu", "* 9 * * *", "2025-06-02T03:15:00Z", 5)]
    [InlineData("Asia/Kathmandu", "* 9 * * *", "2025-06-02T03:14:59Z", 1)]
    [InlineData("Pacific/Kiritimati", "* * 1 1 *", "2024-12-31T10:00:00Z", 5)]
    public void Windows_are_read_on_the_zones_wall_clock(string zone, string cron, string now, int target) =>
        Assert.Equal(target, At(zone, now, cron));

    [Fact]
    public void The_first_listed_window_applies() =>
        Assert.Equal(5, At("UTC", "2025-06-02T12:00:00Z", "* 12 * * *", "* * * * *"));

    [Fact]
    public void A_window_that_cannot_be_read_is_passed_over() =>
        Assert.Equal(6, At("UTC", "2025-06-02T12:00:00Z", "* 22-6 * * *", "* * * * *"));

    [Theory]
    [InlineData("")]
    [InlineData("Nowhere/Atlantis")]
    [InlineData("europe/berlin")]
    [InlineData("/etc/localtime")]
    public void The_base_applies_in_an_unknown_zone(string zone) =>
        Assert.Equal(1, At(zone, "2025-06-02T12:00:00Z", "* * * * *"));

    [Fact]
    public void The_base_applies_without_a_schedule() => Assert.Equal(3, ScheduledTarget.At(
        new PoolSettings(3, null, PoolSettings.DefaultReadyTimeout, null), DateTimeOffset.UnixEpoch));

    /// <summary>The base is 1, the windows are 5, 6, 7 ...</summary>
    private static int At(string zone, string now, params string[] crons)
    {
        var schedule = new PoolSchedule(zone, [.. crons.Select((cron, i) => new ScheduleWindow(cron, 5 + i))]);
        var pool = new PoolSettings(1, null, PoolSettings.DefaultReadyTimeout, schedule);
        return ScheduledTarget.At(pool, DateTimeOffset.Parse(now));
    }
}
