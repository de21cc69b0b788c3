using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly WorkspaceProgress Running = new(WorkspacePhase.Running, true, HandOver.None);

    [Fact]
    public async Task Applying_a_success_changes_the_workspace_and_hands_it_the_outputs()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        var lease = await keeper.Lease();
        await keeper.Finish(lease!, new BuildResult.Succeeded(Keeper.Outputs(("url", "ssh://größe"))));
        var build = await Store.ReadBuild(lease!.Build.Id, default);

        Assert.Empty(await keeper.Write(new PresetChange.Apply(build!, Running)));

        var details = await Store.ReadWorkspace(member, default);
        Assert.Equal((WorkspacePhase.Running, true), (details!.Entry.Workspace.Phase, details.Entry.Workspace.Ready));
        Assert.Equal([("url", "ssh://größe")], details.Outputs.Select(it => (it.Key, it.Value)));
        Assert.Empty((await Store.ReadPreset(keeper.Preset, default))!.Changes);
    }

    [Fact]
    public async Task Applying_is_refused_when_it_was_done_before_or_the_status_has_moved_on()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        var lease = await keeper.Lease();
        var starting = new PresetChange.Apply(
            lease!.Build, new WorkspaceProgress(WorkspacePhase.Starting, false, HandOver.None));

        Assert.Empty(await keeper.Write(starting));
        Assert.Equal(member, Assert.Single(await keeper.Write(starting)));
        await keeper.Finish(lease, new BuildResult.Succeeded(null));
        Assert.Equal(member, Assert.Single(await keeper.Write(starting)));

        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Equal(WorkspacePhase.Starting, slice!.Members[0].Phase);
        Assert.Equal(BuildStatus.Succeeded, Assert.Single(slice.Changes).Status);
    }

    [Fact]
    public async Task Outputs_of_a_failed_build_are_not_the_workspaces()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        await keeper.Finish(
            (await keeper.Lease())!, new BuildResult.NotReady(Keeper.Outputs(("url", "half")), keeper.Now));
        await keeper.Finish(
            (await keeper.Lease())!, new BuildResult.Failed(new BuildError(ErrorClass.Transient, "never ready")));

        await keeper.ApplyAll();

        var details = await Store.ReadWorkspace(member, default);
        Assert.Equal(WorkspacePhase.Failed, details!.Entry.Workspace.Phase);
        Assert.Empty(details.Outputs);
    }

    [Fact]
    public async Task Changes_of_one_write_are_made_in_their_order()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Queue(3);
        PresetChange[] changes =
        [
            .. await Task.WhenAll(members.Select(async _ =>
            {
                var lease = await keeper.Lease();
                await keeper.Finish(lease!, new BuildResult.Succeeded(null));
                return new PresetChange.Apply((await Store.ReadBuild(lease!.Build.Id, default))!, Running);
            })),
        ];

        var refused = await keeper.Write(
            [.. members.Select(member => keeper.Deletion(member)), .. changes, keeper.Deletion(members[1])]);

        Assert.Equal(members.AsEnumerable(), refused);
        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Equal(
            [WorkspacePhase.Running, WorkspacePhase.Deleting, WorkspacePhase.Running],
            members.Select(member => slice!.Members.Single(row => row.Id == member).Phase));
    }

    [Fact]
    public async Task Two_builds_of_one_workspace_are_applied_in_one_write()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var workspace = await keeper.Granted(
            keeper.Claim((await keeper.Ready())[0], "r1", claimBuild: true));
        var running = (await keeper.Lease())!;
        await keeper.Write(new PresetChange.Apply(running.Build, Running with { HandOver = HandOver.Pending }));
        await keeper.Finish(running, new BuildResult.Succeeded(Keeper.Outputs(("owner", "ada"))));
        var done = await Store.ReadBuild(running.Build.Id, default);

        var refused = await keeper.Write(
            new PresetChange.Apply(running.Build, Running),
            new PresetChange.Apply(done!, Running with { HandOver = HandOver.Done }));

        Assert.Equal(workspace.Id, Assert.Single(refused));
        var details = await Store.ReadWorkspace(workspace.Id, default);
        Assert.Equal(HandOver.Done, details!.Entry.Workspace.HandOver);
        Assert.Equal("ada", details.Outputs["owner"]);
    }

    [Fact]
    public async Task Deleting_marks_a_member_and_queues_its_delete_build()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready())[0];
        var delete = keeper.Deletion(member);

        Assert.Empty(await keeper.Write(delete));

        var details = await Store.ReadWorkspace(member, default);
        Assert.Equal(
            (WorkspacePhase.Deleting, false), (details!.Entry.Workspace.Phase, details.Entry.Workspace.Ready));
        var build = details.Builds.Single(build => build.Id == delete.Build);
        Assert.Equal(
            (BuildKind.Delete, BuildStatus.Queued, BuildPriority.Removal), (build.Kind, build.Status, build.Priority));
        Assert.Equal(delete.Build, (await keeper.Lease())!.Build.Id);
    }

    [Fact]
    public async Task Deleting_is_refused_unless_the_row_is_as_it_was_seen()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        var queued = (await keeper.Queue())[0];
        await keeper.Granted(keeper.Claim(members[0], "r1"));
        await keeper.Write(keeper.Deletion(members[1]));

        var refused = await keeper.Write(
            keeper.Deletion(members[0]),
            keeper.Deletion(members[1]),
            keeper.Deletion(queued),
            keeper.Deletion(new WorkspaceId(A.Id("unknown"))));

        Assert.Equal([members[0], members[1], queued, new WorkspaceId(A.Id("unknown"))], refused.AsEnumerable());
        Assert.Equal(UserIds.FromName("ada"), (await Store.ReadWorkspace(members[0], default))!.Entry.Workspace.Owner);
        Assert.Equal(2, (await Store.ReadWorkspace(members[1], default))!.Builds.Length);
    }

    [Fact]
    public async Task Deleting_a_claimed_workspace_withdraws_its_pending_hand_over()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var claim = keeper.Claim((await keeper.Ready())[0], "r1", claimBuild: true);
        var workspace = await keeper.Granted(claim);

        Assert.Empty(await keeper.Write(keeper.Deletion(workspace.Id, workspace.Owner)));

        Assert.Equal(BuildStatus.Cancelled, (await Store.ReadBuild(claim.ClaimBuild!.Value, default))!.Status);
        Assert.Equal(BuildKind.Delete, (await keeper.Lease())!.Build.Kind);
        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_delete_build_waits_for_the_worker_whose_build_it_withdrew()
    {
        var keeper = await Keeper.Start(Store);
        var (member, probe) = await StartProbing(keeper);
        await keeper.Write(keeper.Deletion(member));

        Assert.False(await Store.RenewLease(probe.Build.Id, probe.Lease, keeper.Now.AddHours(1), default));
        Assert.Null(await keeper.Lease());
        Assert.False(await keeper.Finish(probe, new BuildResult.Succeeded(null)));
        Assert.Equal(BuildKind.Delete, (await keeper.Lease())!.Build.Kind);
        Assert.Equal(BuildStatus.Cancelled, (await Store.ReadBuild(probe.Build.Id, default))!.Status);
    }

    [Fact]
    public async Task A_delete_build_waits_no_longer_than_the_withdrawn_lease_lasts()
    {
        var keeper = await Keeper.Start(Store);
        var (member, _) = await StartProbing(keeper);
        await keeper.Write(keeper.Deletion(member));

        Assert.Null(await keeper.Lease());
        keeper.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(BuildKind.Delete, (await keeper.Lease())!.Build.Kind);
    }

    [Fact]
    public async Task A_workspace_whose_deletion_is_applied_is_gone_and_its_name_is_free()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        var workspace = await keeper.Granted(keeper.Claim(members[0], "r1", name: "mine"));
        await keeper.Write(keeper.Deletion(workspace.Id, workspace.Owner));
        var lease = await keeper.Lease();
        await keeper.Finish(lease!, new BuildResult.Succeeded(null));

        await keeper.ApplyAll();

        Assert.Null(await Store.ReadWorkspace(workspace.Id, default));
        Assert.DoesNotContain(workspace.Id, await Store.ListWorkspaceIds(default));
        Assert.Equal(
            [workspace.Id],
            await Store.ListGone([workspace.Id, members[1], new WorkspaceId(A.Id("unknown"))], default));
        Assert.Equal(BuildStatus.Succeeded, (await Store.ReadBuild(lease!.Build.Id, default))!.Status);
        await keeper.Granted(keeper.Claim(members[1], "r2", name: "mine"));
    }

    [Fact]
    public async Task Pruning_removes_what_is_left_of_workspaces_that_are_long_gone()
    {
        var keeper = await Keeper.Start(Store);
        var kept = await keeper.Ready();
        var early = await Gone(keeper, "r1");
        keeper.Now += TimeSpan.FromHours(1);
        var late = await Gone(keeper, "r2");

        Assert.Equal(0, await Store.Prune(A.Noon, default));
        Assert.Equal(5, await Store.Prune(A.Noon.AddMinutes(30), default));

        Assert.Null(await Store.ReadBuild(early.Delete.Id, default));
        Assert.Equal(
            [late.Delete.Workspace],
            await Store.ListGone([early.Delete.Workspace, late.Delete.Workspace], default));
        Assert.Equal("", await Store.ReadLog(early.Delete.Id, 0, default));
        Assert.IsType<ClaimResult.NeverGranted>(await keeper.Commit(early.Claim with { Candidate = null }));
        Assert.Equal("deleted", await Store.ReadLog(late.Delete.Id, 0, default));
        Assert.IsType<ClaimResult.Granted>(await keeper.Commit(late.Claim));
        Assert.Single((await Store.ReadWorkspace(kept[0], default))!.Builds);
    }

    private static async Task<(WorkspaceId Member, BuildLease Probe)> StartProbing(Keeper keeper)
    {
        var member = (await keeper.Queue())[0];
        var lease = await keeper.Lease();
        await keeper.Finish(lease!, new BuildResult.NotReady(null, keeper.Now));
        await keeper.ApplyAll();
        return (member, (await keeper.Lease())!);
    }

    private async Task<(ClaimCommit Claim, Build Delete)> Gone(Keeper keeper, string request)
    {
        var claim = keeper.Claim((await keeper.Ready())[0], request);
        var workspace = await keeper.Granted(claim);
        await keeper.Write(keeper.Deletion(workspace.Id, workspace.Owner));
        var lease = await keeper.Lease();
        await Store.AppendLog(lease!.Build.Id, "deleted", default);
        await keeper.Finish(lease, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        return (claim, lease.Build);
    }
}
