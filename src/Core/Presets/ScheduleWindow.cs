using Orleans;

namespace Prebuilds.Presets;

/// <summary>A span of local time in which a pool has its own target.</summary>
/// <param name="Cron">Five cron fields; the minute must be <c>*</c>.</param>
/// <param name="Instances">The target inside the window.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.ScheduleWindow")]
public sealed record ScheduleWindow(string Cron, int Instances);
