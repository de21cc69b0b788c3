using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Templates;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage;

/// <summary>
/// The truth, in the domain's words. Every write names what it saw and the database decides whether that still holds;
/// an outcome that is expected is a value, an exception means that the outcome is unknown unless it says otherwise.
/// What belongs to no preset, and so has no epoch, is written in a cluster only for an active member: a silo that was
/// given up and runs again cannot undo what was acknowledged since. Instants are kept to the microsecond.
/// </summary>
public interface IPrebuildStore : ISnapshotSource
{
    /// <summary>
    /// Of how many builds of a workspace the state is kept: the newest counts, the others are for people.
    /// </summary>
    const int KeptStates = 3;

    /// <summary>
    /// Takes the next epoch of a preset for a new activation of its grain, and reads its slice and the loop's settings
    /// in the same transaction. From here on every write under an older epoch is refused. In a cluster only an active
    /// member takes one: a silo that was given up and does not know it yet cannot win a pool back.
    /// </summary>
    /// <param name="preset">The preset.</param>
    /// <param name="silo">The silo of the activation; null: it is alone and needs to be no member.</param>
    /// <param name="stop">Cancels before the commit.</param>
    Task<PresetOpening> OpenPreset(PresetId preset, SiloIncarnation? silo, CancellationToken stop);

    /// <summary>Reads a preset's slice again, without taking an epoch; null when there is no such preset.</summary>
    Task<PresetSlice?> ReadPreset(PresetId preset, CancellationToken stop);

    /// <summary>
    /// Executes one step of a preset's grain: all changes in one transaction, or none. Refused when the epoch or the
    /// revision is not the stored one. A change whose row is no longer as it expects is left out and listed.
    /// </summary>
    Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop);

    /// <summary>
    /// Commits claims of several presets in one batch, durable when it returns; answers in the order asked. Each is
    /// conditional on its preset's epoch and liveness and on the member's own row. At most four row writes per claim:
    /// member, claim, build, event.
    /// </summary>
    /// <param name="claims">The claims; at most <see cref="ClaimCommit.MaxBatch"/>.</param>
    /// <param name="stop">
    /// Gives up waiting; the outcome is then unknown, and asking again with the same request ids tells.
    /// </param>
    Task<ImmutableArray<ClaimResult>> CommitClaims(ImmutableArray<ClaimCommit> claims, CancellationToken stop);

    /// <summary>
    /// Leases the most urgent build that is due: queued or probing with its time come, or running with a lease that ran
    /// out. No two workers ever hold the same build. What one machine has begun to make is not given to another one,
    /// unless that machine is lost; a create build of a version that its preset has left is given to nobody, unless it
    /// was begun before; and all workers that keep to the same limits never have more builds at once than those say.
    /// </summary>
    /// <returns>The lease; null when nothing is due.</returns>
    Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop);

    /// <summary>Keeps when a machine was last seen.</summary>
    Task SeeMachine(MachineId machine, DateTimeOffset at, CancellationToken stop);

    /// <summary>
    /// Extends a lease, and never shortens it: an earlier renewal whose answer was lost may take effect after a later
    /// one. False when it is no longer this worker's, who must then stop at once.
    /// </summary>
    Task<bool> RenewLease(BuildId build, Guid lease, DateTimeOffset until, CancellationToken stop);

    /// <summary>
    /// Ends a lease with what came of it; false (nothing written) when it is no longer this worker's. A failure that is
    /// to be told, though it is tried again, is told as an event in the same transaction, once for the build.
    /// </summary>
    Task<bool> FinishBuild(BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop);

    /// <summary>
    /// Keeps that a hand-over begins to replace resources, and tells it as an event: from now on they count as
    /// destroyed, however the build ends. What earlier attempts of the build kept stays.
    /// </summary>
    /// <returns>
    /// Those that no build of the workspace had begun to replace, which are those that are told; null, and nothing is
    /// written, when the lease is no longer this worker's or the build was withdrawn.
    /// </returns>
    Task<ImmutableArray<ResourceReplacement>?> BeginReplacing(
        BuildId build,
        Guid lease,
        ImmutableArray<ResourceReplacement> replacements,
        DateTimeOffset at,
        CancellationToken stop);

    /// <summary>
    /// Reads what the newest build that wrote any left as its provisioner's state of a workspace; null: none has. Asks
    /// for a key even then, so that nothing is begun whose state could not be kept.
    /// </summary>
    /// <exception cref="SealException">It cannot be opened, or could not be sealed.</exception>
    Task<ReadOnlyMemory<byte>?> ReadState(WorkspaceId workspace, CancellationToken stop);

    /// <summary>
    /// Keeps a provisioner's state of a build's workspace in place of what the same build wrote before, sealed; those
    /// of <see cref="KeptStates"/> builds are kept. It goes with the workspace's row. The worker of a build that was
    /// withdrawn may still keep what it made, until it gives the lease back or that ends.
    /// </summary>
    /// <returns>False, and nothing is written, when the lease is no longer this worker's.</returns>
    /// <exception cref="SealException">It cannot be sealed.</exception>
    Task<bool> WriteState(
        BuildId build, Guid lease, ReadOnlyMemory<byte> state, DateTimeOffset at, CancellationToken stop);

    /// <summary>Appends to a build's log.</summary>
    Task AppendLog(BuildId build, string text, CancellationToken stop);

    /// <summary>
    /// Reads a build's log from a character offset; at most 64 Ki characters at a time, empty at the end.
    /// </summary>
    Task<string> ReadLog(BuildId build, int offset, CancellationToken stop);

    /// <summary>
    /// Stores a version (once per content), and activates it when asked: the template's active version, the definition
    /// and liveness of all its presets and their revisions change in one transaction. Revives a deleted template that
    /// is not pruned yet, with its presets and its active version; a pruned one is made anew. A version whose check is
    /// pending is activated when that has passed, unless another one was activated, or asked for, meanwhile; one whose
    /// check had failed is checked again.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="package">Its files.</param>
    /// <param name="activate">Whether its pools shall replace those of the version that is active now.</param>
    /// <param name="silo">The silo that asks; null: it is alone and needs to be no member.</param>
    /// <param name="stop">Cancels before the commit.</param>
    /// <returns>The presets whose definition or liveness changed.</returns>
    /// <exception cref="NotMemberException">The silo was given up: nothing was written.</exception>
    Task<ImmutableArray<PresetId>> PushVersion(
        TemplateVersion version,
        TemplatePackage package,
        bool activate,
        SiloIncarnation? silo,
        CancellationToken stop);

    /// <summary>
    /// Takes the check of a version that waits for one, or whose checker let its time run out; null: none waits.
    /// </summary>
    /// <param name="lease">Names whoever takes it.</param>
    /// <param name="now">The instant.</param>
    /// <param name="until">When somebody else may take it.</param>
    /// <param name="stop">Cancels before the commit.</param>
    Task<TemplateVersion?> LeaseCheck(Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken stop);

    /// <summary>
    /// Says when somebody else may take a check; false when it is somebody else's by now, and so must be given up.
    /// </summary>
    Task<bool> RenewCheck(TemplateVersionId version, Guid lease, DateTimeOffset until, CancellationToken stop);

    /// <summary>
    /// Ends a check. When nothing was found, a version that was to be activated is, in the same transaction.
    /// </summary>
    /// <returns>
    /// The presets that changed; null, and nothing was written, when the check is somebody else's by now.
    /// </returns>
    Task<ImmutableArray<PresetId>?> FinishCheck(
        TemplateVersionId version, Guid lease, CheckEnding ending, CancellationToken stop);

    /// <summary>Reads what the check of a version that has passed chose for it; null: nothing.</summary>
    Task<ReadOnlyMemory<byte>?> ReadPins(TemplateVersionId version, CancellationToken stop);

    /// <summary>
    /// Activates a stored version whose check has passed; null when the template or the version is unknown or its check
    /// has not passed, else the presets that changed.
    /// </summary>
    /// <exception cref="NotMemberException">As for <see cref="PushVersion"/>.</exception>
    Task<ImmutableArray<PresetId>?> Promote(
        string template, TemplateVersionId version, SiloIncarnation? silo, CancellationToken stop);

    /// <summary>
    /// Marks a template deprecated or not, deleted or not; null when it is unknown, else the presets that changed.
    /// </summary>
    /// <exception cref="NotMemberException">As for <see cref="PushVersion"/>.</exception>
    Task<ImmutableArray<PresetId>?> Retire(
        string template, bool deprecated, bool deleted, SiloIncarnation? silo, CancellationToken stop);

    /// <summary>Reads a template with its versions; null when it is unknown.</summary>
    Task<Template?> ReadTemplate(string name, CancellationToken stop);

    /// <summary>Reads one version; null when it is unknown.</summary>
    Task<StoredVersion?> ReadVersion(TemplateVersionId version, CancellationToken stop);

    /// <summary>Reads all templates that are not deleted, by name.</summary>
    Task<ImmutableArray<Template>> ListTemplates(CancellationToken stop);

    /// <summary>Reads the files of a version; null when it is unknown.</summary>
    Task<TemplatePackage?> ReadPackage(TemplateVersionId version, CancellationToken stop);

    /// <summary>Reads one workspace with its builds; null when it is unknown or deleted.</summary>
    Task<WorkspaceDetails?> ReadWorkspace(WorkspaceId workspace, CancellationToken stop);

    /// <summary>Reads a workspace's outputs, also the sensitive ones; null when it is not this owner's.</summary>
    /// <exception cref="SealException">One cannot be opened.</exception>
    Task<ImmutableSortedDictionary<string, string>?> ReadOutputs(
        WorkspaceId workspace, UserId owner, CancellationToken stop);

    /// <summary>Reads a page of workspaces, in order of id.</summary>
    Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query, CancellationToken stop);

    /// <summary>
    /// Reads a page of granted claims, in order of their workspaces' ids; those of workspaces that are gone stay until
    /// they are pruned.
    /// </summary>
    Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query, CancellationToken stop);

    /// <summary>Reads one build; null when it is unknown.</summary>
    Task<Build?> ReadBuild(BuildId build, CancellationToken stop);

    /// <summary>
    /// Counts, by preset, the hand-overs that began to replace resources, of workspaces that stand or are not pruned
    /// yet; however many builds one took.
    /// </summary>
    Task<ImmutableDictionary<PresetId, int>> CountReplaced(CancellationToken stop);

    /// <summary>Reads one build with what is shown beside it; null when it is unknown.</summary>
    Task<BuildEntry?> ReadBuildEntry(BuildId build, CancellationToken stop);

    /// <summary>
    /// Reads a page of builds, in the order asked; those of workspaces that are gone stay until they are pruned.
    /// </summary>
    Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query, CancellationToken stop);

    /// <summary>
    /// Reads the ids of all workspaces, claimed ones too: whatever else exists on a machine is an orphan.
    /// </summary>
    Task<ImmutableHashSet<WorkspaceId>> ListWorkspaceIds(CancellationToken stop);

    /// <summary>
    /// Reads which of these workspaces are gone: stored once, and removed since, as their builds tell until they are
    /// pruned. What neither stands nor is gone was never known to this database; one that was restored from a backup
    /// does not know what was made since.
    /// </summary>
    Task<ImmutableHashSet<WorkspaceId>> ListGone(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop);

    /// <summary>
    /// Reads events in the order of their ids. Whoever asks again after the last one it got misses none: an event is
    /// shown only when none with a lower id can appear any more.
    /// </summary>
    Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query, CancellationToken stop);

    /// <summary>
    /// Reads which installation this is: a UUID that was chosen when the database was made, and never changes.
    /// </summary>
    Task<Guid> ReadInstallation(CancellationToken stop);

    /// <summary>Reads the loop's settings.</summary>
    Task<LoopSettings> ReadSettings(CancellationToken stop);

    /// <summary>Replaces the loop's settings.</summary>
    /// <exception cref="NotMemberException">As for <see cref="PushVersion"/>.</exception>
    Task WriteSettings(LoopSettings settings, SiloIncarnation? silo, CancellationToken stop);

    /// <summary>
    /// Removes finished and applied builds, their logs, and claims, of workspaces that are gone, finished before the
    /// instant; and older events.
    /// </summary>
    /// <returns>How many rows went.</returns>
    Task<int> Prune(DateTimeOffset before, CancellationToken stop);

    /// <summary>
    /// Removes versions that nobody needs: neither active nor waiting for their check, and named by no preset,
    /// workspace or build that is not pruned; of a template that is not deleted only those beyond its newest. A deleted
    /// template of which no workspace, build or claim is left goes with its presets, and its name is free: a preset
    /// that is made anew begins with an epoch above all of before.
    /// </summary>
    /// <param name="keep">How many of a template's newest versions stay, at least 1.</param>
    /// <param name="stop">Cancels between two templates.</param>
    /// <returns>How many versions and whole templates went.</returns>
    Task<int> PruneTemplates(int keep, CancellationToken stop);

    /// <summary>Answers when the database does; throws what is wrong otherwise.</summary>
    Task Ping(CancellationToken stop);
}
