using Prebuilds.Planning.Rollouts;

namespace Prebuilds.Client.Output.Pools;

/// <summary>How far a pool is with another version.</summary>
/// <param name="From">The other versions that still have members.</param>
/// <param name="To">The version that the pool is to have.</param>
internal sealed record RolloutOutput(RolloutVersionOutput[] From, RolloutVersionOutput To)
{
    /// <summary>The rollout as it is shown.</summary>
    public static RolloutOutput Of(RolloutProgress rollout) =>
        new([.. rollout.From.Select(RolloutVersionOutput.Of)], RolloutVersionOutput.Of(rollout.To));

    /// <summary>Its lines of a list of fields.</summary>
    public IEnumerable<(string Name, string? Value)> Fields() =>
    [
        .. From.Select(version => ("rollout from", (string?)version.ToString())),
        ("rollout to", To.ToString()),
    ];

    /// <summary>Its cell of a table.</summary>
    public string Cell() => $"{string.Join(", ", From.Select(version => version.Short()))} → {To.Short()}";
}
