using CsCheck;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class ScheduleForecastTests
{
    [Fact]
    public void Without_windows_the_base_holds_for_seven_days()
    {
        var span = Assert.Single(ScheduleForecast.From(A.Preset(3).Pool, A.Noon));
        Assert.Equal(new ForecastSpan(A.Noon, A.Noon.AddDays(7), 3, null), span);
    }

    [Fact]
    public void Spans_are_written_with_the_zones_offset()
    {
        var spans = ScheduleForecast.From(Pool("Europe/Berlin", "* 8-18 * * 1-5"), A.Noon.AddSeconds(30));
        Assert.Equal(
            [
                "06-02 14:00:30 to 06-02 19:00:00: 5", "06-02 19:00:00 to 06-03 08:00:00: 1",
                "06-03 08:00:00 to 06-03 19:00:00: 5", "06-03 19:00:00 to 06-04 08:00:00: 1",
                "06-04 08:00:00 to 06-04 19:00:00: 5", "06-04 19:00:00 to 06-05 08:00:00: 1",
                "06-05 08:00:00 to 06-05 19:00:00: 5", "06-05 19:00:00 to 06-06 08:00:00: 1",
                "06-06 08:00:00 to 06-06 19:00:00: 5", "06-06 19:00:00 to 06-09 08:00:00: 1",
                "06-09 08:00:00 to 06-09 14:00:30: 5",
            ],
            spans.Select(span => $"{span.From:MM-dd HH:mm:ss} to {span.Until:MM-dd HH:mm:ss}: {span.Target}"));
        Assert.All(spans, span => Assert.Equal(TimeSpan.FromHours(2), span.From.Offset));
    }

    [Fact]
    public void The_first_span_may_be_shorter_than_a_minute()
    {
        var from = A.Noon.AddSeconds(-1);
        var spans = ScheduleForecast.From(Pool("UTC", "* 12 * * *"), from);
        Assert.Equal((from, A.Noon, 1), (spans[0].From, spans[0].Until, spans[0].Target));
        Assert.Equal((A.Noon, A.Noon.AddHours(1), 5), (spans[1].From, spans[1].Until, spans[1].Target));
    }

    [Theory]
    [InlineData("2025-10-25T00:00:00Z", 8)]
    [InlineData("2025-03-29T00:00:00Z", 6)]
    public void A_skipped_hour_has_no_span_and_a_repeated_hour_one_of_two_hours(string from, int hours)
    {
        var forecast = ScheduleForecast.From(Pool("Europe/Berlin", "* 2 * * *"), DateTimeOffset.Parse(from));
        var inside = forecast.Where(span => span.Window is not null).ToList();
        Assert.Equal(hours, inside.Sum(span => (span.Until - span.From).TotalHours));
    }

    [Fact]
    public void Neighbours_of_one_target_are_told_apart_by_their_windows()
    {
        var schedule = new PoolSchedule(
            "UTC", [new ScheduleWindow("* 0-11 * * *", 2), new ScheduleWindow("* 12 * * *", 2)]);
        var spans = ScheduleForecast.From(A.Preset(2).Pool with { Schedule = schedule }, A.Noon);
        Assert.Equal([schedule.Windows[1], null, schedule.Windows[0]], spans.Take(3).Select(span => span.Window));
    }

    [Fact]
    public void Spans_join_without_gaps_and_agree_with_the_target_at_both_ends() => Gen.Select(
        CronLine.Any,
        CronLine.Any,
        Gen.OneOf("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"),
        Gen.Long[0, TimeSpan.FromDays(365).Ticks]).Sample(
            (first, second, zone, ticks) =>
            {
                var from = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks);
                var pool = Pool(zone, first.ToString(), second.ToString());
                var spans = ScheduleForecast.From(pool, from);
                Assert.Equal(from, spans[0].From);
                Assert.Equal(from + ScheduleForecast.Horizon, spans[^1].Until);
                Assert.Equal(spans.Skip(1).Select(span => span.From), spans.SkipLast(1).Select(span => span.Until));
                Assert.All(spans, span => Assert.Equal(span.Target, ScheduledTarget.At(pool, span.From)));
                Assert.All(spans, span => Assert.Equal(span.Target, ScheduledTarget.At(pool, span.Until.AddTicks(-1))));
            },
            iter: 20);

    /// <summary>The base is 1, the windows are 5, 6, 7 ...</summary>
    private static PoolSettings Pool(string zone, params string[] crons) => A.Preset().Pool with
    {
        Schedule = new PoolSchedule(zone, [.. crons.Select((cron, i) => new ScheduleWindow(cron, 5 + i))]),
    };
}
