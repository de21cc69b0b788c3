using System.Collections.Immutable;

namespace Prebuilds.Grains.Orchestration;

/// <summary>One pass over all presets.</summary>
/// <param name="StartedAt">When its snapshot was taken.</param>
/// <param name="Duration">From there until the last preset had answered.</param>
/// <param name="Presets">
/// How many presets there are to look at: those told to look again, and those known to be at rest.
/// </param>
/// <param name="Actions">How many actions they decided, holds not counted.</param>
/// <param name="Errors">The presets that failed, with why, at most 100; they never stop the others.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PassReport")]
public sealed record PassReport(
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    int Presets,
    int Actions,
    ImmutableArray<string> Errors);
