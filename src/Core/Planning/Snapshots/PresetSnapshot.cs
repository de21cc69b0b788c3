using System.Collections.Immutable;
using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Snapshots;

/// <summary>Everything one decision needs, and nothing else.</summary>
/// <param name="Preset">The pool wanted.</param>
/// <param name="Members">The unclaimed workspaces of the preset, of all versions, in any order.</param>
/// <param name="Failures">What is known about failed creations at the instant of the decision.</param>
public sealed record PresetSnapshot(Preset Preset, ImmutableArray<Workspace> Members, FailureFacts Failures)
{
    /// <summary>Members that a claim in flight holds: they count, and no plan touches them.</summary>
    public ImmutableHashSet<WorkspaceId> Reserved { get; init; } = [];
}
