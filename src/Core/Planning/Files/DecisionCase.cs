using System.Collections.Immutable;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Files;

/// <summary>One decision to be made, as read from a line of a file.</summary>
/// <param name="Name">The line's name for it; may be empty.</param>
/// <param name="Snapshot">The pool.</param>
/// <param name="Now">The instant of the decision.</param>
/// <param name="Ids">Every member's id as the line spells it.</param>
public sealed record DecisionCase(
    string Name,
    PresetSnapshot Snapshot,
    DateTimeOffset Now,
    ImmutableDictionary<WorkspaceId, string> Ids);
