using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Templates;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

/// <summary>A store in front of another one, to change some of what it does.</summary>
public abstract class ForwardingStore(IPrebuildStore inner) : IPrebuildStore
{
    /// <summary>The store behind it.</summary>
    protected IPrebuildStore Inner { get; } = inner;

    public virtual Task<LoopSettings> TakeSnapshot(
        Action<LoopSettings, PresetSlice> show, CancellationToken stop) =>
        Call(nameof(TakeSnapshot), () => Inner.TakeSnapshot(show, default), stop);

    public virtual Task<Snapshot> TakeSnapshot(
        IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop) =>
        Call(nameof(TakeSnapshot), () => Inner.TakeSnapshot(atRest, default), stop);

    public virtual Task<PresetOpening> OpenPreset(
        PresetId preset, SiloIncarnation? silo, CancellationToken stop) =>
        Call(nameof(OpenPreset), () => Inner.OpenPreset(preset, silo, default), stop);

    public virtual Task<PresetSlice?> ReadPreset(PresetId preset, CancellationToken stop) =>
        Call(nameof(ReadPreset), () => Inner.ReadPreset(preset, default), stop);

    public virtual Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) =>
        Call(nameof(Write), () => Inner.Write(write, default), stop);

    public virtual Task<ImmutableArray<ClaimResult>> CommitClaims(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop) =>
        Call(nameof(CommitClaims), () => Inner.CommitClaims(claims, default), stop);

    public virtual Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop) =>
        Call(nameof(LeaseBuild), () => Inner.LeaseBuild(request, default), stop);

    public Task SeeMachine(MachineId machine, DateTimeOffset at, CancellationToken stop) =>
        Call(nameof(SeeMachine), () => Done(Inner.SeeMachine(machine, at, default)), stop);

    public Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query, CancellationToken stop) =>
        Call(nameof(ListClaims), () => Inner.ListClaims(query, default), stop);

    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query, CancellationToken stop) =>
        Call(nameof(ReadEvents), () => Inner.ReadEvents(query, default), stop);

    public virtual Task<bool> RenewLease(BuildId build, Guid lease, DateTimeOffset until, CancellationToken stop) =>
        Call(nameof(RenewLease), () => Inner.RenewLease(build, lease, until, default), stop);

    public virtual Task<bool> FinishBuild(
        BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop) =>
        Call(nameof(FinishBuild), () => Inner.FinishBuild(build, lease, result, at, default), stop);

    public Task<ImmutableArray<ResourceReplacement>?> BeginReplacing(
        BuildId build,
        Guid lease,
        ImmutableArray<ResourceReplacement> replacements,
        DateTimeOffset at,
        CancellationToken stop) => Call(
        nameof(BeginReplacing), () => Inner.BeginReplacing(build, lease, replacements, at, default), stop);

    public Task<ReadOnlyMemory<byte>?> ReadState(WorkspaceId workspace, CancellationToken stop) =>
        Call(nameof(ReadState), () => Inner.ReadState(workspace, default), stop);

    public Task<bool> WriteState(
        BuildId build, Guid lease, ReadOnlyMemory<byte> state, DateTimeOffset at, CancellationToken stop) =>
        Call(nameof(WriteState), () => Inner.WriteState(build, lease, state, at, default), stop);

    public Task AppendLog(BuildId build, string text, CancellationToken stop) =>
        Call(nameof(AppendLog), () => Done(Inner.AppendLog(build, text, default)), stop);

    public Task<string> ReadLog(BuildId build, int offset, CancellationToken stop) =>
        Call(nameof(ReadLog), () => Inner.ReadLog(build, offset, default), stop);

    public virtual Task<ImmutableArray<PresetId>> PushVersion(
        TemplateVersion version,
        TemplatePackage package,
        bool activate,
        SiloIncarnation? silo,
        CancellationToken stop) =>
        Call(nameof(PushVersion), () => Inner.PushVersion(version, package, activate, silo, default), stop);

    public Task<TemplateVersion?> LeaseCheck(
        Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) =>
        Call(nameof(LeaseCheck), () => Inner.LeaseCheck(lease, now, until, default), stop);

    public Task<bool> RenewCheck(
        TemplateVersionId version, Guid lease, DateTimeOffset until, CancellationToken stop) =>
        Call(nameof(RenewCheck), () => Inner.RenewCheck(version, lease, until, default), stop);

    public Task<ImmutableArray<PresetId>?> FinishCheck(
        TemplateVersionId version, Guid lease, CheckEnding ending, CancellationToken stop) =>
        Call(nameof(FinishCheck), () => Inner.FinishCheck(version, lease, ending, default), stop);

    public virtual Task<ReadOnlyMemory<byte>?> ReadPins(TemplateVersionId version, CancellationToken stop) =>
        Call(nameof(ReadPins), () => Inner.ReadPins(version, default), stop);

    public Task<ImmutableArray<PresetId>?> Promote(
        string template, TemplateVersionId version, SiloIncarnation? silo, CancellationToken stop) =>
        Call(nameof(Promote), () => Inner.Promote(template, version, silo, default), stop);

    public virtual Task<ImmutableArray<PresetId>?> Retire(
        string template, bool deprecated, bool deleted, SiloIncarnation? silo, CancellationToken stop) =>
        Call(nameof(Retire), () => Inner.Retire(template, deprecated, deleted, silo, default), stop);

    public Task<Template?> ReadTemplate(string name, CancellationToken stop) =>
        Call(nameof(ReadTemplate), () => Inner.ReadTemplate(name, default), stop);

    public Task<StoredVersion?> ReadVersion(TemplateVersionId version, CancellationToken stop) =>
        Call(nameof(ReadVersion), () => Inner.ReadVersion(version, default), stop);

    public Task<ImmutableArray<Template>> ListTemplates(CancellationToken stop) =>
        Call(nameof(ListTemplates), () => Inner.ListTemplates(default), stop);

    public Task<TemplatePackage?> ReadPackage(TemplateVersionId version, CancellationToken stop) =>
        Call(nameof(ReadPackage), () => Inner.ReadPackage(version, default), stop);

    public Task<WorkspaceDetails?> ReadWorkspace(WorkspaceId workspace, CancellationToken stop) =>
        Call(nameof(ReadWorkspace), () => Inner.ReadWorkspace(workspace, default), stop);

    public Task<ImmutableSortedDictionary<string, string>?> ReadOutputs(
        WorkspaceId workspace, UserId owner, CancellationToken stop) =>
        Call(nameof(ReadOutputs), () => Inner.ReadOutputs(workspace, owner, default), stop);

    public Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query, CancellationToken stop) =>
        Call(nameof(ListWorkspaces), () => Inner.ListWorkspaces(query, default), stop);

    public Task<Build?> ReadBuild(BuildId build, CancellationToken stop) =>
        Call(nameof(ReadBuild), () => Inner.ReadBuild(build, default), stop);

    public Task<BuildEntry?> ReadBuildEntry(BuildId build, CancellationToken stop) =>
        Call(nameof(ReadBuildEntry), () => Inner.ReadBuildEntry(build, default), stop);

    public Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query, CancellationToken stop) =>
        Call(nameof(ListBuilds), () => Inner.ListBuilds(query, default), stop);

    public Task<ImmutableDictionary<PresetId, int>> CountReplaced(CancellationToken stop) =>
        Call(nameof(CountReplaced), () => Inner.CountReplaced(default), stop);

    public Task<ImmutableHashSet<WorkspaceId>> ListWorkspaceIds(CancellationToken stop) =>
        Call(nameof(ListWorkspaceIds), () => Inner.ListWorkspaceIds(default), stop);

    public Task<ImmutableHashSet<WorkspaceId>> ListGone(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop) =>
        Call(nameof(ListGone), () => Inner.ListGone(workspaces, default), stop);

    public Task<Guid> ReadInstallation(CancellationToken stop) =>
        Call(nameof(ReadInstallation), () => Inner.ReadInstallation(default), stop);

    public Task<LoopSettings> ReadSettings(CancellationToken stop) =>
        Call(nameof(ReadSettings), () => Inner.ReadSettings(default), stop);

    public Task WriteSettings(LoopSettings settings, SiloIncarnation? silo, CancellationToken stop) =>
        Call(nameof(WriteSettings), () => Done(Inner.WriteSettings(settings, silo, default)), stop);

    public virtual Task<int> Prune(DateTimeOffset before, CancellationToken stop) =>
        Call(nameof(Prune), () => Inner.Prune(before, default), stop);

    public Task<int> PruneTemplates(int keep, CancellationToken stop) =>
        Call(nameof(PruneTemplates), () => Inner.PruneTemplates(keep, default), stop);

    public virtual Task Ping(CancellationToken stop) => Call(nameof(Ping), () => Done(Inner.Ping(default)), stop);

    /// <summary>Every call comes through here.</summary>
    /// <param name="name">The call's name.</param>
    /// <param name="effect">Calls the store behind.</param>
    /// <param name="stop">The caller gives up.</param>
    protected virtual Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop) => effect();

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
