using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static WorkspaceProgress Leaving { get; } = new(WorkspacePhase.Deleting, Ready: false, HandOver.None);

    [Fact]
    public async Task Builds_are_listed_newest_first_by_page_and_by_every_filter()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        keeper.Now += TimeSpan.FromSeconds(1);
        var failed = (await keeper.Queue())[0];
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Failed(Broken));
        var other = await Keeper.Start(Store, "rust-dev");
        other.Now = keeper.Now += TimeSpan.FromSeconds(1);
        await other.Queue();

        var all = await Store.ListBuilds(BuildQuery.All, default);
        var first = await Store.ListBuilds(BuildQuery.All with { Limit = 2 }, default);
        var rest = await Store.ListBuilds(BuildQuery.All with { After = first[^1].Build.Id }, default);

        Assert.Equal(
            [BuildStatus.Queued, BuildStatus.Failed, BuildStatus.Succeeded], all.Select(entry => entry.Build.Status));
        Assert.Equal(all.AsEnumerable(), first.AddRange(rest));
        Assert.Equal(("worker", "go-dev/large"), (all[1].Worker, all[1].PresetName.ToString()));
        Assert.Equal((null, all[0].Build.QueuedAt), (all[1].DueAt, all[0].DueAt));
        Assert.Equal(all[1], await Store.ReadBuildEntry(all[1].Build.Id, default));
        Assert.Null(await Store.ReadBuildEntry(new BuildId(A.Id("unknown")), default));
        foreach (var query in (BuildQuery[])
            [
                BuildQuery.All with { Workspace = failed },
                BuildQuery.All with { Status = BuildStatus.Failed },
                BuildQuery.All with { Template = "go-dev", Preset = keeper.Preset, Kind = BuildKind.Create, Limit = 1 },
            ])
        {
            Assert.Equal(all[1], Assert.Single(await Store.ListBuilds(query, default)));
        }
    }

    [Fact]
    public async Task The_queue_is_listed_as_it_is_leased()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var ready = await keeper.Ready(3);
        await keeper.Queue();
        keeper.Now += TimeSpan.FromSeconds(1);
        await keeper.Queue();
        await keeper.Write(keeper.Deletion(ready[0]));
        await keeper.Granted(keeper.Claim(ready[1], "r1", claimBuild: true));
        var query = BuildQuery.All with { Order = BuildOrder.Queue };

        var all = await Store.ListBuilds(query, default);
        var rest = await Store.ListBuilds(query with { After = all[1].Build.Id }, default);

        Assert.Equal(all.Skip(2), rest);
        foreach (var entry in all)
        {
            Assert.Equal(entry.Build.Id, (await keeper.Lease())!.Build.Id);
        }

        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_cancelled_build_keeps_the_reason()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Queue(2);
        await keeper.Write(new PresetChange.Cancel(members[0], "the pool shrank"));
        var running = (await keeper.Lease())!;
        Assert.Empty(await keeper.Write(
            new PresetChange.Withdraw(running.Build, "an operator", Leaving, new BuildId(A.Id("deletion")))));

        var builds = await Store.ListBuilds(BuildQuery.All with { Kind = BuildKind.Create }, default);

        Assert.Equal(
            ["an operator", "the pool shrank"],
            builds.Select(entry => entry.Build.Reason).Order(StringComparer.Ordinal));
        Assert.All(builds, entry => Assert.Equal((BuildStatus.Cancelled, null), (entry.Build.Status, entry.DueAt)));
    }

    [Fact]
    public async Task A_withdrawn_creation_stops_its_worker_and_is_removed_once_that_has_stopped()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        var lease = (await keeper.Lease())!;

        var deletion = new BuildId(A.Id("deletion"));
        Assert.Empty(await keeper.Write(new PresetChange.Withdraw(lease.Build, "why", Leaving, deletion)));

        Assert.Equal(
            WorkspacePhase.Deleting, (await Store.ReadWorkspace(member, default))!.Entry.Workspace.Phase);
        Assert.Null(await keeper.Lease());
        Assert.False(await Store.RenewLease(lease.Build.Id, lease.Lease, keeper.Now.AddMinutes(9), default));
        Assert.False(await keeper.Finish(lease, new BuildResult.Returned()));
        var next = await keeper.Lease();
        Assert.Equal((deletion, BuildPriority.Person), (next!.Build.Id, next.Build.Priority));
        await keeper.Finish(next, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        Assert.Null(await Store.ReadWorkspace(member, default));
    }

    [Fact]
    public async Task What_a_withdrawn_creation_began_is_removed_by_the_machine_that_began_it()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        await keeper.Queue();
        var lease = (await keeper.Lease())!;
        await keeper.Write(
            new PresetChange.Withdraw(lease.Build, "why", Leaving, new BuildId(A.Id("deletion"))));
        await keeper.Finish(lease, new BuildResult.Returned());

        Assert.Null(await keeper.Lease(machine: "there"));
        Assert.NotNull(await keeper.Lease());
    }

    [Fact]
    public async Task A_build_that_is_finished_or_deletes_is_not_withdrawn()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        var create = (await Store.ReadWorkspace(members[0], default))!.Builds[0];
        await keeper.Write(keeper.Deletion(members[1]));
        var delete = (await Store.ReadWorkspace(members[1], default))!.Builds[0];

        foreach (var build in (Build[])[create, delete, create with { Id = new BuildId(A.Id("unknown")) }])
        {
            var refused = await keeper.Write(
                new PresetChange.Withdraw(build, "why", Leaving, new BuildId(Guid.NewGuid())));
            Assert.Equal(build.Workspace, Assert.Single(refused));
        }

        Assert.Equal(WorkspacePhase.Running, (await Store.ReadWorkspace(members[0], default))!.Entry.Workspace.Phase);
    }

    [Fact]
    public async Task A_hand_over_that_was_withdrawn_or_failed_is_queued_again_as_a_build_of_its_own()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var claimed = await keeper.Granted(keeper.Claim((await keeper.Ready())[0], "r1", claimBuild: true));
        var lease = (await keeper.Lease())!;
        var again = new PresetChange.HandOverAgain(claimed.Id, claimed.Owner, new BuildId(A.Id("again")));
        Assert.Equal(claimed.Id, Assert.Single(await keeper.Write(again)));
        var failed = new WorkspaceProgress(WorkspacePhase.Running, Ready: true, HandOver.Failed);
        Assert.Empty(await keeper.Write(new PresetChange.Withdraw(lease.Build, "why", failed, null)));
        Assert.Equal(HandOver.Failed, (await Store.ReadWorkspace(claimed.Id, default))!.Entry.Workspace.HandOver);

        Assert.Empty(await keeper.Write(again));

        var details = await Store.ReadWorkspace(claimed.Id, default);
        Assert.Equal(
            (HandOver.Pending, claimed.Owner), (details!.Entry.Workspace.HandOver, details.Entry.Workspace.Owner));
        // The worker of the first has not noticed yet.
        Assert.Null(await keeper.Lease());
        await keeper.Finish(lease, new BuildResult.Returned());
        var second = await keeper.Lease();
        Assert.Equal((again.Build, BuildPriority.Person), (second!.Build.Id, second.Build.Priority));
        Assert.Equal(
            claimed.Id, Assert.Single(await keeper.Write(again with { Build = new BuildId(A.Id("third")) })));
    }

    [Fact]
    public async Task A_hastened_build_is_due_at_once_unless_a_worker_has_it()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        var lease = (await keeper.Lease())!;
        Assert.Equal(lease.Build.Workspace, Assert.Single(await keeper.Write(new PresetChange.Hasten(lease.Build))));
        await keeper.Finish(lease, new BuildResult.Retry(Broken, keeper.Now.AddHours(1)));
        Assert.Null(await keeper.Lease());

        Assert.Empty(await keeper.Write(new PresetChange.Hasten(lease.Build)));

        Assert.Equal(2, (await keeper.Lease())!.Build.Attempt);
    }

    [Fact]
    public async Task After_a_failed_creation_none_of_its_preset_is_begun_before_the_pool_has_looked_at_it()
    {
        var keeper = await Keeper.Start(Store);
        var ready = (await keeper.Ready())[0];
        await keeper.Queue(3);
        var begun = (await keeper.Lease())!;
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Failed(Broken));
        var other = await Keeper.Start(Store, "rust-dev");
        other.Now = keeper.Now += TimeSpan.FromSeconds(1);
        await other.Queue();
        await keeper.Write(keeper.Deletion(ready));
        await keeper.Finish(begun, new BuildResult.Returned());

        var given = new List<BuildLease>();
        while (await keeper.Lease() is { } lease)
        {
            given.Add(lease);
        }

        // A deletion, what was begun before, and another pool's creation.
        Assert.Equal(
            [(BuildKind.Delete, keeper.Preset), (BuildKind.Create, keeper.Preset), (BuildKind.Create, other.Preset)],
            given.Select(lease => (lease.Build.Kind, lease.Build.Preset)));
        Assert.Equal(begun.Build.Id, given[1].Build.Id);
        await keeper.ApplyAll();
        Assert.NotNull(await keeper.Lease());
    }

    [Fact]
    public async Task A_build_whose_definition_cannot_be_read_is_leased_with_its_fault_and_stops_nobody()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        await Spoil(keeper.Version);
        var other = await Keeper.Start(Store, "rust-dev");
        other.Now = keeper.Now += TimeSpan.FromSeconds(1);
        await other.Queue();

        var lease = (await keeper.Lease())!;
        Assert.Equal((keeper.Preset, ErrorClass.Permanent), (lease.Build.Preset, lease.Fault!.Class));
        Assert.True(await keeper.Finish(lease, new BuildResult.Failed(lease.Fault)));

        var next = (await keeper.Lease())!;
        Assert.Equal((other.Preset, null), (next.Build.Preset, next.Fault));
    }
}
