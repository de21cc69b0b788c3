using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_granted_claim_is_told_once_and_a_refused_one_never()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        var claim = keeper.Claim(members[0], "r1", name: "dev1");
        await keeper.Granted(claim);
        await keeper.Commit(claim);
        await keeper.Commit(keeper.Claim(members[1], "r2", name: "dev1"));
        await keeper.Commit(keeper.Claim(members[0], "r3"));

        var told = Assert.Single(await Told(EventKind.Claimed));

        Assert.Equal((members[0], "ada", "dev1"), (told.Workspace, told.Actor, told.Detail));
        Assert.Equal(("go-dev/large", "go-dev", A.Noon), (told.Preset?.ToString(), told.Template, told.At));
    }

    [Fact]
    public async Task A_failed_build_is_told_when_it_is_applied()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        await keeper.Finish(
            (await keeper.Lease())!, new BuildResult.Failed(new BuildError(ErrorClass.Capacity, "no room")));
        Assert.Empty(await Told(EventKind.BuildFailed));

        await keeper.ApplyAll();

        var told = Assert.Single(await Told(EventKind.BuildFailed));
        Assert.Equal((member, "no room"), (told.Workspace, told.Detail));
    }

    [Fact]
    public async Task A_deletion_that_goes_on_failing_is_told_once_it_is_asked_and_no_second_time()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready())[0];
        await keeper.Write(keeper.Deletion(member));
        foreach (var (isToTell, told) in new[] { (false, 0), (true, 1), (true, 1), (false, 1) })
        {
            var lease = (await keeper.Lease())!;
            var failed = new BuildResult.Retry(Half, keeper.Now) { IsToTell = isToTell };
            Assert.True(await keeper.Finish(lease, failed));
            Assert.False(await keeper.Finish(lease, failed));
            await keeper.ApplyAll();
            Assert.Equal(told, (await Told(EventKind.BuildFailed)).Count());
        }

        var only = Assert.Single(await Told(EventKind.BuildFailed));
        Assert.Equal((member, "It goes on failing, and is tried again: half done"), (only.Workspace, only.Detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hand_over_is_told_by_its_end_and_no_second_time(bool succeeds)
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Ready())[0];
        await keeper.Granted(keeper.Claim(member, "r1", name: "dev1", claimBuild: true));
        var lease = (await keeper.Lease())!;
        await keeper.Finish(lease, succeeds
            ? new BuildResult.Succeeded(null)
            : new BuildResult.Failed(new BuildError(ErrorClass.Permanent, "no such user")));
        var build = (await Store.ReadBuild(lease.Build.Id, default))!;
        var after = new WorkspaceProgress(WorkspacePhase.Running, true, HandOver.Done);

        await keeper.Write(new PresetChange.Apply(build, after));
        await keeper.Write(new PresetChange.Apply(build, after));

        var told = Assert.Single(await Told(succeeds ? EventKind.HandedOver : EventKind.HandOverFailed));
        Assert.Equal((member, "ada", succeeds ? "dev1" : "no such user"), (told.Workspace, told.Actor, told.Detail));
        Assert.Empty(await Told(EventKind.BuildFailed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_hand_over_is_told_with_the_reason_and_a_cancelled_creation_is_not(bool begun)
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var members = await keeper.Ready(1);
        await keeper.Granted(keeper.Claim(members[0], "r1", name: "dev1", claimBuild: true));
        if (begun)
        {
            await keeper.Lease();
        }

        var claim = (await Store.ReadWorkspace(members[0], default))!.Builds.Single(it => it.Kind == BuildKind.Claim);
        var failed = new WorkspaceProgress(WorkspacePhase.Running, Ready: true, HandOver.Failed);
        var byBob = new PresetChange.Withdraw(claim, "Cancelled by bob.", failed, null);
        Assert.Empty(await keeper.Write(byBob));
        Assert.NotEmpty(await keeper.Write(byBob));
        await keeper.Queue();
        var create = (await keeper.Lease())!.Build;
        Assert.Empty(await keeper.Write(
            new PresetChange.Withdraw(create, "why", Leaving, new BuildId(A.Id("deletion")))));

        var told = Assert.Single(await Told(EventKind.HandOverFailed));
        Assert.Equal((members[0], "ada", "Cancelled by bob."), (told.Workspace, told.Actor, told.Detail));
        Assert.Empty(await Told(EventKind.BuildFailed));
    }

    [Fact]
    public async Task The_end_of_a_claimed_workspace_is_told_and_that_of_a_member_is_not()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        var claimed = await keeper.Granted(keeper.Claim(members[0], "r1", name: "dev1"));
        await keeper.Write(keeper.Deletion(members[0], claimed.Owner), keeper.Deletion(members[1]));
        while (await keeper.Lease() is { } lease)
        {
            await keeper.Finish(lease, new BuildResult.Succeeded(null));
        }

        await keeper.ApplyAll();

        var told = Assert.Single(await Told(EventKind.WorkspaceDeleted));
        Assert.Equal((members[0], "ada", "dev1"), (told.Workspace, told.Actor, told.Detail));
    }

    [Fact]
    public async Task What_a_pool_tells_is_told_with_its_step_or_not_at_all()
    {
        var keeper = await Keeper.Start(Store);
        var news = new PresetChange.Tell(new PoolEvent(EventKind.Missed, "empty: all are given away", 17));
        await keeper.Write(new PresetChange.Facts(null, null, "x", FailureRun.None), news);
        keeper.Revision--;
        Assert.IsType<PresetWriteResult.Outdated>(await keeper.TryWrite(news));

        var told = Assert.Single(await Told(EventKind.Missed));

        Assert.Equal(
            ("go-dev/large", "empty: all are given away", 17), (told.Preset?.ToString(), told.Detail, told.Count));
        Assert.Equal(A.Noon, told.At);
    }

    [Fact]
    public async Task Changes_of_a_template_are_told_and_what_changes_nothing_is_not()
    {
        var (first, second) = (Templates.Version("go-dev", "1"), Templates.Version("go-dev", "2"));
        await Store.PushVersion(first, Templates.Package, activate: true, default);
        await Store.PushVersion(first, Templates.Package, activate: true, default);
        await Store.PushVersion(second, Templates.Package, activate: false, default);
        await Store.Promote("go-dev", second.Id, default);
        await Store.Promote("go-dev", second.Id, default);
        await Store.Retire("go-dev", deprecated: true, deleted: false, default);
        await Store.Retire("go-dev", deprecated: true, deleted: false, default);
        await Store.Retire("go-dev", deprecated: true, deleted: true, default);
        await Store.Retire("go-dev", deprecated: false, deleted: false, default);

        var told = await Store.ReadEvents(new EventQuery(null, 100), default);

        Assert.All(told, it => Assert.Equal(("go-dev", null), (it.Template, it.Preset)));
        Assert.Equal(
            [
                (EventKind.VersionActivated, first.Id.ToString()),
                (EventKind.VersionActivated, second.Id.ToString()),
                (EventKind.TemplateRetired, "deprecated"),
                (EventKind.TemplateRetired, "deleted"),
                (EventKind.TemplateRetired, "in use"),
            ],
            told.Select(it => (it.Kind, it.Detail)));
    }

    [Fact]
    public async Task Orders_to_the_loop_are_told()
    {
        await Store.WriteSettings(new LoopSettings(true, null), default);
        await Store.WriteSettings(new LoopSettings(true, "the provider is down"), default);
        await Store.WriteSettings(LoopSettings.Running, default);

        Assert.Equal(
            ["paused", "stopped: the provider is down", "running"],
            (await Told(EventKind.LoopChanged)).Select(it => it.Detail));
    }

    [Fact]
    public async Task Events_are_followed_page_by_page_and_none_is_missed()
    {
        for (var i = 0; i < 5; i++)
        {
            await Store.WriteSettings(new LoopSettings(false, $"{i}"), default);
        }

        var newest = await Store.ReadEvents(new EventQuery(null, 2), default);
        var first = await Store.ReadEvents(new EventQuery(0, 3), default);
        var rest = await Store.ReadEvents(new EventQuery(first[^1].Id, 3), default);

        Assert.Equal(["stopped: 3", "stopped: 4"], newest.Select(it => it.Detail));
        Assert.Equal(["stopped: 0", "stopped: 1", "stopped: 2"], first.Select(it => it.Detail));
        Assert.Equal(newest.AsEnumerable(), rest);
        Assert.Empty(await Store.ReadEvents(new EventQuery(rest[^1].Id, 3), default));
    }

    [Fact]
    public async Task Whoever_follows_misses_nothing_that_is_written_at_the_same_time()
    {
        var keepers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Keeper.Start(Store, $"t{i}")));
        var pools = new List<(Keeper Keeper, ImmutableArray<WorkspaceId> Members)>();
        foreach (var keeper in keepers)
        {
            pools.Add((keeper, await keeper.Ready(40)));
        }

        var writing = Task.WhenAll(pools.Select(pool => Task.Run(async () =>
        {
            foreach (var member in pool.Members)
            {
                await pool.Keeper.Granted(pool.Keeper.Claim(member, $"{member}"));
            }
        })));
        // Whoever missed one would wait for it until this ends.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var followed = new List<PrebuildEvent>();
        while (followed.Count(it => it.Kind == EventKind.Claimed) < 160 && !writing.IsFaulted)
        {
            var last = followed.Count == 0 ? 0 : followed[^1].Id;
            followed.AddRange(await Store.ReadEvents(new EventQuery(last, 7), patience.Token));
        }

        await writing;
        Assert.Equal(await Store.ReadEvents(new EventQuery(0, EventQuery.MaxLimit), default), followed.AsEnumerable());
    }

    private async Task<IEnumerable<PrebuildEvent>> Told(EventKind kind) =>
        (await Store.ReadEvents(new EventQuery(null, EventQuery.MaxLimit), default)).Where(it => it.Kind == kind);
}
