using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Templates.Definitions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Builds;

/// <summary>A build that one worker may work on until its lease runs out, and all it needs for that.</summary>
/// <param name="Build">The build; running, its attempt counted, unless it is being probed.</param>
/// <param name="Lease">The lease's id, which every later write of the worker names.</param>
/// <param name="Probing">Whether the workspace is made, and only its readiness is to be asked.</param>
/// <param name="ProbingSince">Since when readiness is asked; null: not yet.</param>
/// <param name="Workspace">The workspace's row.</param>
/// <param name="OwnerName">The owner's login name.</param>
/// <param name="Provisioner">What builds the workspace's version.</param>
/// <param name="Preset">The preset's full name.</param>
/// <param name="Parameters">The preset's parameter values in the workspace's version.</param>
/// <param name="ReadyTimeout">The preset's ready timeout in the workspace's version.</param>
/// <param name="OnReplacement">What a hand-over may replace, in the workspace's version.</param>
/// <param name="Outputs">What the workspace's newest successful build reported; empty before the first.</param>
public sealed record BuildLease(
    Build Build,
    Guid Lease,
    bool Probing,
    DateTimeOffset? ProbingSince,
    Workspace Workspace,
    string OwnerName,
    ProvisionerKind Provisioner,
    PresetName Preset,
    ImmutableSortedDictionary<string, string> Parameters,
    TimeSpan ReadyTimeout,
    ReplacementPolicy OnReplacement,
    ImmutableSortedDictionary<string, string> Outputs)
{
    /// <summary>The longest a build may take by the workspace's version; null: what the silo says.</summary>
    public TimeSpan? BuildTimeout { get; init; }

    /// <summary>
    /// What makes it impossible to work on: what is stored of the workspace's version cannot be read, and what the
    /// lease says of provisioner, parameters and times means nothing. Null: nothing does.
    /// </summary>
    public BuildError? Fault { get; init; }
}
