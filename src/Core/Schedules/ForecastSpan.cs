using Prebuilds.Presets;

namespace Prebuilds.Schedules;

/// <summary>A time during which a pool's target does not change.</summary>
/// <param name="From">Its first instant, written with the zone's offset.</param>
/// <param name="Until">The first instant after it, written with the zone's offset.</param>
/// <param name="Target">The target during it.</param>
/// <param name="Window">The window that sets the target; null: the pool's base.</param>
public sealed record ForecastSpan(DateTimeOffset From, DateTimeOffset Until, int Target, ScheduleWindow? Window);
