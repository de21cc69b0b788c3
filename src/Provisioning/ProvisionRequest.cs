using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning;

/// <summary>What to work on, and with what.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Its owner; <see cref="SystemUser.Prebuilds"/> while unclaimed.</param>
/// <param name="OwnerName">The owner's login name.</param>
/// <param name="Build">The build that this belongs to.</param>
/// <param name="Attempt">How often this build has been picked up, from 1.</param>
/// <param name="Preset">The preset's full name.</param>
/// <param name="Version">The template version.</param>
/// <param name="Parameters">The parameters' values.</param>
/// <param name="Files">Reads the version's files; called only when this machine has not unpacked them yet.</param>
/// <param name="Pins">Reads what the version's check chose for it; null: nothing.</param>
/// <param name="State">What is remembered of the workspace, wherever it is worked on.</param>
/// <param name="OnReplacement">What happens when a hand-over would replace resources.</param>
/// <param name="Replacing">
/// Keeps what a hand-over replaces. It is called before any of that is begun, and when it answers false nothing may be:
/// the build is no longer this worker's.
/// </param>
/// <param name="Log">Takes the output of what is run, piece by piece, in order; bounded by the caller.</param>
public sealed record ProvisionRequest(
    WorkspaceId Workspace,
    string Name,
    UserId Owner,
    string OwnerName,
    BuildId Build,
    int Attempt,
    PresetName Preset,
    TemplateVersionId Version,
    ImmutableSortedDictionary<string, string> Parameters,
    Func<CancellationToken, Task<TemplatePackage>> Files,
    Func<CancellationToken, Task<ReadOnlyMemory<byte>?>> Pins,
    IWorkspaceState State,
    ReplacementPolicy OnReplacement,
    Func<ImmutableArray<ResourceReplacement>, CancellationToken, Task<bool>> Replacing,
    Action<string> Log)
{
    /// <summary>
    /// When all that is started for it must have ended at the latest, also if this process is gone by then; null: that
    /// is not seen to.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }
}
