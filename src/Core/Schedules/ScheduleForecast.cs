using System.Collections.Immutable;
using Prebuilds.Presets;

namespace Prebuilds.Schedules;

/// <summary>What a pool's target will be.</summary>
public static class ScheduleForecast
{
    /// <summary>How far it looks: 7 days.</summary>
    public static TimeSpan Horizon { get; } = TimeSpan.FromDays(7);

    /// <summary>The spans from the instant to the horizon, without gaps, in order of time; at least one.</summary>
    /// <param name="pool">The pool wanted.</param>
    /// <param name="from">The first instant.</param>
    public static ImmutableArray<ForecastSpan> From(PoolSettings pool, DateTimeOffset from)
    {
        var schedule = WallClockSchedule.Read(pool.Schedule);
        var end = from + Horizon;
        var spans = ImmutableArray.CreateBuilder<ForecastSpan>();
        var begin = from;
        var window = schedule.WindowAt(from);
        // A minute at a time, 10,080 looks: the plain walk is right through every shift of the clock.
        for (var next = WallClockSchedule.NextMinute(from); next < end; next = WallClockSchedule.NextMinute(next))
        {
            var following = schedule.WindowAt(next);
            if (!ReferenceEquals(following, window))
            {
                Add(begin, next);
                (begin, window) = (next, following);
            }
        }

        Add(begin, end);
        return spans.DrainToImmutable();

        void Add(DateTimeOffset first, DateTimeOffset until) => spans.Add(new ForecastSpan(
            schedule.Local(first), schedule.Local(until), window?.Instances ?? pool.Instances, window));
    }
}
