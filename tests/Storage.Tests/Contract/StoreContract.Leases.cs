using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static BuildError Broken { get; } = new(ErrorClass.Capacity, "no room\0 left");

    [Fact]
    public async Task A_lease_has_all_that_a_worker_needs()
    {
        var keeper = await Keeper.Start(Store);
        var create = keeper.NewMember();
        await keeper.Write(create);
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Returned());
        await Store.PushVersion(Templates.Version(mark: "9", presets: "small"), Templates.Package, true, default);

        var lease = await keeper.Lease();

        var expected = A.Build(create.Member) with
        {
            Id = create.Build,
            QueuedAt = A.Noon,
            Status = BuildStatus.Running,
            Attempt = 1,
            StartedAt = A.Noon,
        };
        Assert.Equal(expected, lease!.Build);
        Assert.Equal(create.Member, lease.Workspace);
        Assert.Equal((SystemUser.PrebuildsName, ProvisionerKind.Script), (lease.OwnerName, lease.Provisioner));
        Assert.Equal(new PresetName("go-dev", "large"), lease.Preset);
        Assert.Equal([("cpus", "1"), ("disk", "10")], lease.Parameters.Select(it => (it.Key, it.Value)));
        Assert.Equal((TimeSpan.FromMinutes(7), false, null), (lease.ReadyTimeout, lease.Probing, lease.ProbingSince));
        Assert.Empty(lease.Outputs);
    }

    [Fact]
    public async Task The_most_urgent_build_is_leased_first_and_of_those_the_oldest()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var ready = await keeper.Ready(3);
        var early = (await keeper.Queue())[0];
        keeper.Now += TimeSpan.FromMinutes(1);
        var late = (await keeper.Queue())[0];
        await keeper.Write(keeper.Deletion(ready[0]));
        await keeper.Granted(keeper.Claim(ready[1], "r1", claimBuild: true));
        keeper.Now += TimeSpan.FromMinutes(1);
        await keeper.Write(keeper.Deletion(ready[2]) with { Priority = BuildPriority.Person });

        var order = new List<WorkspaceId>();
        while (await keeper.Lease() is { } lease)
        {
            order.Add(lease.Workspace.Id);
        }

        Assert.Equal([ready[1], ready[2], ready[0], early, late], order);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_another_workers_and_its_first_worker_can_write_nothing()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var first = await keeper.Lease(TimeSpan.FromSeconds(30));
        Assert.Null(await keeper.Lease());
        keeper.Now += TimeSpan.FromSeconds(29);
        Assert.Null(await keeper.Lease());
        keeper.Now += TimeSpan.FromSeconds(1);

        var second = await keeper.Lease();

        Assert.Equal((first!.Build.Id, 2, A.Noon), (second!.Build.Id, second.Build.Attempt, second.Build.StartedAt));
        Assert.False(await Store.RenewLease(first.Build.Id, first.Lease, keeper.Now.AddHours(1), default));
        Assert.False(await keeper.Finish(first, new BuildResult.Failed(Broken)));
        Assert.True(await keeper.Finish(second, new BuildResult.Succeeded(null)));
        Assert.False(await keeper.Finish(second, new BuildResult.Succeeded(null)));
        Assert.Equal(BuildStatus.Succeeded, (await Store.ReadBuild(first.Build.Id, default))!.Status);
    }

    [Fact]
    public async Task A_renewed_lease_lasts_longer()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var lease = await keeper.Lease(TimeSpan.FromSeconds(30));

        Assert.True(await Store.RenewLease(lease!.Build.Id, lease.Lease, A.Noon.AddMinutes(2), default));

        keeper.Now += TimeSpan.FromMinutes(1);
        Assert.Null(await keeper.Lease());
        Assert.True(await keeper.Finish(lease, new BuildResult.Succeeded(null)));
        Assert.False(await Store.RenewLease(lease.Build.Id, lease.Lease, A.Noon.AddHours(2), default));
        Assert.False(await Store.RenewLease(new BuildId(A.Id("unknown")), lease.Lease, A.Noon, default));
    }

    [Fact]
    public async Task A_renewal_that_was_overtaken_does_not_shorten_the_lease()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var lease = await keeper.Lease(TimeSpan.FromSeconds(30));
        await Store.RenewLease(lease!.Build.Id, lease.Lease, A.Noon.AddMinutes(2), default);

        Assert.True(await Store.RenewLease(lease.Build.Id, lease.Lease, A.Noon.AddMinutes(1), default));

        keeper.Now += TimeSpan.FromSeconds(90);
        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_failure_is_kept()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        keeper.Now += TimeSpan.FromSeconds(5);
        var lease = await keeper.Lease();

        Assert.True(await keeper.Finish(lease!, new BuildResult.Failed(Broken)));

        var build = await Store.ReadBuild(lease!.Build.Id, default);
        Assert.Equal((BuildStatus.Failed, A.Noon.AddSeconds(5)), (build!.Status, build.FinishedAt));
        Assert.Equal(new BuildError(ErrorClass.Capacity, "no room\uFFFD left"), build.Error);
        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_retry_is_due_when_it_says_and_counts_as_another_attempt()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var lease = await keeper.Lease();

        await keeper.Finish(lease!, new BuildResult.Retry(Broken, A.Noon.AddMinutes(5)));

        var build = await Store.ReadBuild(lease!.Build.Id, default);
        Assert.Equal((BuildStatus.Queued, 1, null), (build!.Status, build.Attempt, build.FinishedAt));
        Assert.Equal(ErrorClass.Capacity, build.Error!.Class);
        keeper.Now = A.Noon.AddMinutes(4);
        Assert.Null(await keeper.Lease());
        keeper.Now = A.Noon.AddMinutes(5);
        var again = await keeper.Lease();
        Assert.Equal((2, A.Noon), (again!.Build.Attempt, again.Build.StartedAt));
    }

    [Fact]
    public async Task A_returned_build_is_due_at_once_and_the_attempt_does_not_count()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var lease = await keeper.Lease();

        await keeper.Finish(lease!, new BuildResult.Returned());

        var build = await Store.ReadBuild(lease!.Build.Id, default);
        Assert.Equal((BuildStatus.Queued, 0, A.Noon), (build!.Status, build.Attempt, build.StartedAt));
        Assert.Equal(1, (await keeper.Lease())!.Build.Attempt);
    }

    [Fact]
    public async Task A_build_whose_workspace_is_not_ready_is_probed_until_it_is()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        var made = await keeper.Lease();
        var outputs = Keeper.Outputs(("url", "ssh://here"));
        await keeper.Finish(made!, new BuildResult.NotReady(outputs, A.Noon.AddSeconds(5)));
        Assert.Equal(BuildStatus.Probing, (await Store.ReadBuild(made!.Build.Id, default))!.Status);
        Assert.Null(await keeper.Lease());

        keeper.Now = A.Noon.AddSeconds(5);
        var probe = await keeper.Lease();
        Assert.Equal((true, A.Noon, 1), (probe!.Probing, probe.ProbingSince, probe.Build.Attempt));
        Assert.Equal((BuildStatus.Probing, "ssh://here"), (probe.Build.Status, probe.Outputs["url"]));
        Assert.Null(await keeper.Lease());
        await keeper.Finish(probe, new BuildResult.NotReady(null, A.Noon.AddSeconds(10)));

        keeper.Now = A.Noon.AddSeconds(10);
        probe = await keeper.Lease();
        await keeper.Finish(probe!, new BuildResult.Returned());
        probe = await keeper.Lease();
        Assert.Equal((true, A.Noon, 1), (probe!.Probing, probe.ProbingSince, probe.Build.Attempt));
        Assert.True(await keeper.Finish(probe, new BuildResult.Succeeded(null)));

        await keeper.ApplyAll();
        Assert.Equal("ssh://here", (await Store.ReadWorkspace(member, default))!.Outputs["url"]);
    }

    [Fact]
    public async Task A_probe_whose_worker_is_lost_counts_as_an_attempt()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        await keeper.Finish((await keeper.Lease())!, new BuildResult.NotReady(null, A.Noon));
        Assert.Equal(1, (await keeper.Lease())!.Build.Attempt);

        keeper.Now = A.Noon.AddMinutes(2);
        var second = await keeper.Lease();
        Assert.Equal((true, A.Noon, 2), (second!.Probing, second.ProbingSince, second.Build.Attempt));
        await keeper.Finish(second, new BuildResult.NotReady(null, keeper.Now));
        Assert.Equal(2, (await keeper.Lease())!.Build.Attempt);
    }

    [Fact]
    public async Task A_workspaces_builds_are_read_newest_first()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready())[0];
        keeper.Now += TimeSpan.FromMinutes(1);
        await keeper.Write(keeper.Deletion(member));

        var details = await Store.ReadWorkspace(member, default);

        Assert.Equal([BuildKind.Delete, BuildKind.Create], details!.Builds.Select(build => build.Kind));
        Assert.Null(await Store.ReadBuild(new BuildId(A.Id("unknown")), default));
    }
}
