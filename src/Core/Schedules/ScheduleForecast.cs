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
        for (var next = NextMinute(from); next < end; next = NextMinute(next))
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

    /// <summary>
    /// A minute at a time, 10,080 looks: zones shift by quarters of an hour and at any minute, and the plain walk is
    /// right through all of it.
    /// </summary>
    private static DateTimeOffset NextMinute(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
