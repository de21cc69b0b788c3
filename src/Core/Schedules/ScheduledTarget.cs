using Prebuilds.Presets;

namespace Prebuilds.Schedules;

/// <summary>How many members a pool should have at an instant.</summary>
public static class ScheduledTarget
{
    /// <summary>
    /// The target of the first listed window that contains the instant on the wall clock of the schedule's zone, else
    /// the pool's base. An hour that the clock skips never matches, one that it repeats matches twice. A window that
    /// cannot be parsed is passed over, and in an unknown zone the base applies: a pool that was stored must always
    /// have a target.
    /// </summary>
    /// <param name="pool">The pool wanted.</param>
    /// <param name="now">The instant; its offset does not matter.</param>
    public static int At(PoolSettings pool, DateTimeOffset now) =>
        WallClockSchedule.Read(pool.Schedule).WindowAt(now)?.Instances ?? pool.Instances;

    /// <summary>The first instant after this one at which the target may be another.</summary>
    /// <param name="pool">The pool wanted.</param>
    /// <param name="now">The instant.</param>
    public static DateTimeOffset MayChangeAt(PoolSettings pool, DateTimeOffset now) =>
        pool.Schedule is null ? DateTimeOffset.MaxValue : WallClockSchedule.NextMinute(now);
}
