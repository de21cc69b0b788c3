using System.Collections.Immutable;
using Prebuilds.Presets;

namespace Prebuilds.Schedules;

/// <summary>A schedule, read once: its zone and the windows that could be parsed.</summary>
internal sealed class WallClockSchedule
{
    private readonly TimeZoneInfo? _zone;
    private readonly ImmutableArray<(CronWindow Hours, ScheduleWindow Window)> _windows;

    private WallClockSchedule(
        TimeZoneInfo? zone, ImmutableArray<(CronWindow Hours, ScheduleWindow Window)> windows)
    {
        _zone = zone;
        _windows = windows;
    }

    /// <summary>
    /// What can be read of it: no window at all in an unknown zone, and unparsable windows are left out.
    /// </summary>
    public static WallClockSchedule Read(PoolSchedule? schedule)
    {
        if (schedule is null || TimeZones.Find(schedule.TimeZone) is not { } zone)
        {
            return new WallClockSchedule(null, []);
        }

        var windows = ImmutableArray.CreateBuilder<(CronWindow, ScheduleWindow)>(schedule.Windows.Length);
        foreach (var window in schedule.Windows)
        {
            if (CronWindow.TryParse(window.Cron, out var hours, out _))
            {
                windows.Add((hours, window));
            }
        }

        return new WallClockSchedule(zone, windows.DrainToImmutable());
    }

    /// <summary>
    /// When the window may be another one: zones shift by quarters of an hour and at any minute.
    /// </summary>
    public static DateTimeOffset NextMinute(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>The instant, written as the zone's wall clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) =>
        _zone is null ? instant.ToUniversalTime() : TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>The first listed window that contains the instant; null: none does.</summary>
    public ScheduleWindow? WindowAt(DateTimeOffset instant)
    {
        if (_windows.IsEmpty)
        {
            return null;
        }

        var local = Local(instant).DateTime;
        foreach (var (hours, window) in _windows)
        {
            if (hours.Contains(local))
            {
                return window;
            }
        }

        return null;
    }
}
