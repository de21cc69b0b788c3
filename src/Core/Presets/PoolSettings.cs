using Orleans;

namespace Prebuilds.Presets;

/// <summary>The pool wanted of a preset.</summary>
/// <param name="Instances">How many members are wanted outside of every window.</param>
/// <param name="Ttl">The age after which a member is replaced; null: never.</param>
/// <param name="ReadyTimeout">How long a created member may take to become ready before it counts as failed.</param>
/// <param name="Schedule">Windows with targets of their own; null: none.</param>
/// <param name="Rollout">How the pool comes to another version; null: rolling.</param>
/// <param name="OnReplacement">What happens when a hand-over would replace resources of a member.</param>
/// <param name="BuildTimeout">The longest a build of a member may take; null: what the silo says.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PoolSettings")]
public sealed record PoolSettings(
    int Instances,
    TimeSpan? Ttl,
    TimeSpan ReadyTimeout,
    PoolSchedule? Schedule,
    Rollout? Rollout = null,
    ReplacementPolicy OnReplacement = ReplacementPolicy.Allow,
    TimeSpan? BuildTimeout = null)
{
    /// <summary>The ready timeout of a preset that names none: 5 minutes.</summary>
    public static TimeSpan DefaultReadyTimeout { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How the pool comes to another version; rolling unless something else was said.</summary>
    public Rollout Rollout { get; init; } = Rollout ?? Rollout.Rolling;
}
