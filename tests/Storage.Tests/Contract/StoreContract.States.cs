using System.Text;
using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_state_is_read_as_it_was_written()
    {
        var keeper = await Keeper.Start(Store);
        var workspace = (await keeper.Queue())[0];
        Assert.Null(await Store.ReadState(workspace, default));
        var lease = (await keeper.Lease())!;
        byte[] state = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i))];

        Assert.True(await Store.WriteState(lease.Build.Id, lease.Lease, state, keeper.Now, default));

        Assert.Equal(state, (await Store.ReadState(workspace, default))!.Value.ToArray());
        Assert.Null(await Store.ReadState(new WorkspaceId(Guid.NewGuid()), default));
    }

    [Fact]
    public async Task The_state_that_counts_is_the_last_one_of_the_newest_build()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var workspace = (await keeper.Queue())[0];
        var create = (await keeper.Lease())!;
        Assert.True(await Store.WriteState(create.Build.Id, create.Lease, "half"u8.ToArray(), keeper.Now, default));
        Assert.True(await Store.WriteState(create.Build.Id, create.Lease, "made"u8.ToArray(), keeper.Now, default));
        Assert.Equal("made", await State(workspace));
        await keeper.Finish(create, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        await keeper.Granted(keeper.Claim(workspace, "r", claimBuild: true));
        var claim = (await keeper.Lease())!;
        Assert.Equal("made", await State(workspace));

        Assert.True(await Store.WriteState(claim.Build.Id, claim.Lease, ""u8.ToArray(), keeper.Now, default));

        Assert.Equal("", await State(workspace));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_writes_no_state()
    {
        var keeper = await Keeper.Start(Store);
        var workspace = (await keeper.Queue())[0];
        var lost = (await keeper.Lease())!;
        await Store.WriteState(lost.Build.Id, lost.Lease, "first"u8.ToArray(), keeper.Now, default);
        keeper.Now += TimeSpan.FromMinutes(2);
        var held = (await keeper.Lease())!;
        Assert.Equal(lost.Build.Id, held.Build.Id);

        Assert.False(await Store.WriteState(lost.Build.Id, lost.Lease, "late"u8.ToArray(), keeper.Now, default));
        Assert.Equal("first", await State(workspace));
        Assert.True(await Store.WriteState(held.Build.Id, held.Lease, "second"u8.ToArray(), keeper.Now, default));
        await keeper.Finish(held, new BuildResult.Succeeded(null));
        Assert.False(await Store.WriteState(held.Build.Id, held.Lease, "after"u8.ToArray(), keeper.Now, default));
        Assert.Equal("second", await State(workspace));
        Assert.False(await Store.WriteState(
            new BuildId(Guid.NewGuid()), held.Lease, "unknown"u8.ToArray(), keeper.Now, default));
    }

    [Fact]
    public async Task The_worker_of_a_withdrawn_build_keeps_what_it_made_as_long_as_it_has_the_lease()
    {
        var keeper = await Keeper.Start(Store);
        var workspace = (await keeper.Queue())[0];
        var create = (await keeper.Lease())!;
        await keeper.Write(new PresetChange.Withdraw(create.Build, "why", Leaving, new BuildId(A.Id("deletion"))));

        Assert.True(await Store.WriteState(create.Build.Id, create.Lease, "half"u8.ToArray(), keeper.Now, default));
        var late = keeper.Now.AddMinutes(2);
        Assert.False(await Store.WriteState(create.Build.Id, create.Lease, "late"u8.ToArray(), late, default));
        Assert.False(await keeper.Finish(create, new BuildResult.Returned()));
        Assert.False(await Store.WriteState(create.Build.Id, create.Lease, "after"u8.ToArray(), keeper.Now, default));

        Assert.Equal(BuildKind.Delete, (await keeper.Lease())!.Build.Kind);
        Assert.Equal("half", await State(workspace));
    }

    [Fact]
    public async Task A_state_goes_with_its_workspace()
    {
        var keeper = await Keeper.Start(Store);
        var workspace = (await keeper.Queue())[0];
        var create = (await keeper.Lease())!;
        await Store.WriteState(create.Build.Id, create.Lease, "made"u8.ToArray(), keeper.Now, default);
        await keeper.Finish(create, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        await keeper.Write(keeper.Deletion(workspace));
        var delete = (await keeper.Lease())!;
        Assert.Equal("made", await State(workspace));
        await Store.WriteState(delete.Build.Id, delete.Lease, "empty"u8.ToArray(), keeper.Now, default);
        await keeper.Finish(delete, new BuildResult.Succeeded(null));
        Assert.Equal("empty", await State(workspace));

        await keeper.ApplyAll();

        Assert.Null(await Store.ReadState(workspace, default));
        await Store.Prune(keeper.Now.AddDays(1), default);
        Assert.Null(await Store.ReadBuild(create.Build.Id, default));
    }

    [Fact]
    public async Task Sensitive_outputs_are_only_for_the_owner()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Queue())[0];
        var create = (await keeper.Lease())!;
        var outputs = Keeper.Outputs(("url", "http://ws"), ("password", "hunter2"));
        await keeper.Finish(create, new BuildResult.NotReady(outputs, keeper.Now) { Sensitive = ["password"] });
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        await AssertMasked(member);

        var commit = keeper.Claim(member, "r", claimBuild: true);
        foreach (var claimed in new[] { await keeper.Granted(commit), await keeper.Granted(commit) })
        {
            Assert.Equal("password", Assert.Single(claimed.Sensitive));
            Assert.Equal("hunter2", claimed.Outputs["password"]);
            Assert.Equal("http://ws", claimed.Outputs["url"]);
        }

        var claim = (await keeper.Lease())!;
        await keeper.Finish(claim, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        await AssertMasked(member);
        Assert.Equal("hunter2", (await Store.ReadOutputs(member, commit.Request.User, default))!["password"]);
        Assert.Null(await Store.ReadOutputs(member, Users.SystemUser.Prebuilds, default));
    }

    [Fact]
    public async Task A_step_that_reports_outputs_replaces_the_sensitive_ones_too()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Queue())[0];
        await keeper.Finish(
            (await keeper.Lease())!,
            new BuildResult.Succeeded(Keeper.Outputs(("old", "1"))) { Sensitive = ["old"] });
        await keeper.ApplyAll();
        var commit = keeper.Claim(member, "r", claimBuild: true);
        await keeper.Granted(commit);

        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(Keeper.Outputs(("new", "2"))));
        await keeper.ApplyAll();

        var details = (await Store.ReadWorkspace(member, default))!;
        Assert.True(details.Sensitive.IsDefault);
        Assert.Equal(["new"], details.Outputs.Keys);
        Assert.Equal(["new"], (await Store.ReadOutputs(member, commit.Request.User, default))!.Keys);
    }

    private async Task AssertMasked(WorkspaceId workspace)
    {
        var details = (await Store.ReadWorkspace(workspace, default))!;
        Assert.Equal("password", Assert.Single(details.Sensitive));
        Assert.Equal(["url"], details.Outputs.Keys);
    }

    private async Task<string> State(WorkspaceId workspace) =>
        Encoding.UTF8.GetString((await Store.ReadState(workspace, default))!.Value.Span);
}
