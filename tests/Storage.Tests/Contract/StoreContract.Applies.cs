using Prebuilds.Builds;
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
}
