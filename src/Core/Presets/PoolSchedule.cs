using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Presets;

/// <summary>When a pool's target differs from its base.</summary>
/// <param name="TimeZone">IANA name of the zone whose wall clock the windows are read on.</param>
/// <param name="Windows">The windows in listed order; the first that contains the instant applies.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PoolSchedule")]
public sealed record PoolSchedule(string TimeZone, ImmutableArray<ScheduleWindow> Windows);
