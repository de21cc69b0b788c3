using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

/// <summary>
/// Plays a preset's grain and its worker: remembers epoch and revision, and walks members through their life.
/// </summary>
public sealed class Keeper
{
    private readonly IPrebuildStore _store;
    private int _names;

    private Keeper(IPrebuildStore store, PresetId preset)
    {
        _store = store;
        Preset = preset;
    }

    public PresetId Preset { get; }

    public long Epoch { get; set; }

    public long Revision { get; set; }

    public TemplateVersionId Version { get; private set; }

    /// <summary>The instant of all that it does; tests move it.</summary>
    public DateTimeOffset Now { get; set; } = A.Noon;

    /// <summary>Pushes a template with one preset, and takes an epoch of it.</summary>
    public static async Task<Keeper> Start(IPrebuildStore store, string template = "go-dev", bool claimStep = false)
    {
        var version = Templates.Version(template, "1", claimStep, presets: "large");
        await store.PushVersion(version, Templates.Package, activate: true, default);
        return await Open(store, new PresetName(template, "large").ToId());
    }

    /// <summary>Takes an epoch of a preset.</summary>
    public static async Task<Keeper> Open(IPrebuildStore store, PresetId preset)
    {
        var keeper = new Keeper(store, preset);
        await keeper.Reopen();
        return keeper;
    }

    public async Task Reopen()
    {
        var opened = Assert.IsType<PresetOpening.Opened>(await _store.OpenPreset(Preset, null, default));
        Epoch = opened.Slice.Epoch;
        Revision = opened.Slice.Revision;
        Version = opened.Slice.Preset.Version;
    }

    public async Task<PresetWriteResult> TryWrite(params PresetChange[] changes)
    {
        var result = await _store.Write(new PresetWrite(Preset, Epoch, Revision, [.. changes], Now), default);
        if (result is PresetWriteResult.Written written)
        {
            Revision = written.Revision;
        }

        return result;
    }

    /// <summary>Writes; answers what was refused.</summary>
    public async Task<ImmutableArray<WorkspaceId>> Write(params PresetChange[] changes) =>
        Assert.IsType<PresetWriteResult.Written>(await TryWrite(changes)).Refused;

    public PresetChange.Create NewMember()
    {
        var name = $"m{++_names}-{Guid.NewGuid():N}";
        var member = A.Member(name) with
        {
            Id = new WorkspaceId(Guid.CreateVersion7(Now)),
            Preset = Preset,
            Version = Version,
            Phase = WorkspacePhase.Queued,
            Ready = false,
            CreatedAt = Now,
        };
        return new PresetChange.Create(member, new BuildId(Guid.CreateVersion7(Now)));
    }

    public PresetChange.Delete Deletion(WorkspaceId workspace, UserId? owner = null) =>
        new(workspace, owner ?? SystemUser.Prebuilds, new BuildId(Guid.CreateVersion7(Now)), BuildPriority.Removal);

    /// <summary>Creates members whose builds wait for a worker.</summary>
    public async Task<ImmutableArray<WorkspaceId>> Queue(int count = 1)
    {
        PresetChange.Create[] creates = [.. Enumerable.Range(0, count).Select(_ => NewMember())];
        Assert.Empty(await Write(creates));
        return [.. creates.Select(create => create.Member.Id)];
    }

    /// <summary>Creates members and makes them ready to be claimed.</summary>
    public async Task<ImmutableArray<WorkspaceId>> Ready(int count = 1, params (string Key, string Value)[] outputs)
    {
        var members = await Queue(count);
        foreach (var _ in members)
        {
            var lease = await Lease();
            await Finish(lease!, new BuildResult.Succeeded(Outputs(outputs)));
        }

        await ApplyAll();
        return members;
    }

    public Task<BuildLease?> Lease(
        TimeSpan? length = null,
        string machine = "here",
        LeaseLimits? limits = null,
        bool forPeople = false,
        DateTimeOffset? overAt = null) => _store.LeaseBuild(
        new LeaseRequest(
            "worker",
            Guid.NewGuid(),
            Now,
            Now + (length ?? TimeSpan.FromMinutes(1)),
            Machine(machine),
            Now - TimeSpan.FromMinutes(5))
        {
            Limits = limits ?? LeaseLimits.None,
            ForPeople = forPeople,
            OverAt = overAt,
        },
        default);

    public Task See(string machine) => _store.SeeMachine(Machine(machine), Now, default);

    public Task<bool> Finish(BuildLease lease, BuildResult result) =>
        _store.FinishBuild(lease.Build.Id, lease.Lease, result, Now, default);

    /// <summary>Applies every change that waits, as the preset's grain would.</summary>
    public async Task ApplyAll()
    {
        var slice = await _store.ReadPreset(Preset, default);
        foreach (var build in slice!.Changes)
        {
            var details = await _store.ReadWorkspace(build.Workspace, default);
            await Write(new PresetChange.Apply(build, BuildProgress.Apply(build, details!.Entry.Workspace)));
        }
    }

    public ClaimCommit Claim(
        WorkspaceId? candidate, string request, string user = "ada", string? name = null, bool claimBuild = false) =>
        new(
            new ClaimRequest(request, UserIds.FromName(user), user, name ?? $"ws-{request}"),
            Preset,
            Epoch,
            candidate,
            claimBuild ? new BuildId(Guid.CreateVersion7(Now)) : null,
            Now);

    public async Task<ClaimResult> Commit(ClaimCommit claim) => (await _store.CommitClaims([claim], default))[0];

    public async Task<ClaimedWorkspace> Granted(ClaimCommit claim) =>
        Assert.IsType<ClaimResult.Granted>(await Commit(claim)).Workspace;

    private static MachineId Machine(string name) => new(A.Id(name));

    public static ImmutableSortedDictionary<string, string> Outputs(params (string Key, string Value)[] outputs) =>
        outputs.ToImmutableSortedDictionary(output => output.Key, output => output.Value, StringComparer.Ordinal);
}
