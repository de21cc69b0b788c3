using System.Collections.Concurrent;
using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_creation_of_a_version_that_its_preset_has_left_is_given_to_nobody_unless_it_was_begun()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue(2);
        var begun = (await keeper.Lease())!;
        await keeper.Finish(begun, new BuildResult.Returned());

        await Store.PushVersion(Templates.Version(mark: "2", presets: "large"), Templates.Package, true, default);

        Assert.Equal(begun.Build.Id, (await keeper.Lease())!.Build.Id);
        Assert.Null(await keeper.Lease());
        await keeper.Reopen();
        var wanted = await keeper.Queue();
        Assert.Equal(wanted[0], (await keeper.Lease())!.Workspace.Id);
        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_creation_of_a_deprecated_template_is_given_to_nobody()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();

        await Store.Retire("go-dev", deprecated: true, deleted: false, default);

        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task Once_a_promotion_is_acknowledged_no_creation_of_the_version_before_is_begun()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue(60);
        var promoted = false;
        var late = new ConcurrentBag<BuildLease>();
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var acknowledged = Volatile.Read(ref promoted);
                if (await keeper.Lease() is not { } lease)
                {
                    return;
                }

                if (acknowledged)
                {
                    late.Add(lease);
                }
            }
        })).ToList();

        await Store.PushVersion(Templates.Version(mark: "2", presets: "large"), Templates.Package, true, default);
        Volatile.Write(ref promoted, true);
        await Task.WhenAll(workers);

        Assert.Empty(late);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(null, 3)]
    public async Task Workers_that_ask_at_once_never_have_more_than_the_limit(int? total, int? perTemplate)
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue(40);
        var limits = new LeaseLimits(total, perTemplate);
        var working = 0;
        var seen = new ConcurrentBag<int>();
        var done = 0;
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref done) < 40)
            {
                if (await keeper.Lease(limits: limits) is not { } lease)
                {
                    continue;
                }

                seen.Add(Interlocked.Increment(ref working));
                await Store.AppendLog(lease.Build.Id, "working", default);
                Interlocked.Decrement(ref working);
                await keeper.Finish(lease, new BuildResult.Succeeded(null));
                Interlocked.Increment(ref done);
            }
        }));

        await Task.WhenAll(workers);

        Assert.InRange(seen.Max(), 1, 3);
    }

    [Fact]
    public async Task A_template_at_its_limit_holds_no_other_one_up()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue(3);
        var other = await Keeper.Start(Store, "rust-dev");
        other.Now += TimeSpan.FromMinutes(1);
        await other.Queue();
        keeper.Now = other.Now;
        var limits = new LeaseLimits(null, 2);

        Assert.NotNull(await keeper.Lease(limits: limits));
        Assert.NotNull(await keeper.Lease(limits: limits));
        Assert.Equal(other.Preset, (await keeper.Lease(limits: limits))!.Build.Preset);
        Assert.Null(await keeper.Lease(limits: limits));
        Assert.NotNull(await keeper.Lease(limits: new LeaseLimits(4, null)));
        keeper.Now += TimeSpan.FromMinutes(2);
        Assert.NotNull(await keeper.Lease(limits: limits));
    }

    [Fact]
    public async Task Builds_that_a_person_waits_for_and_probes_neither_wait_for_a_limit_nor_count()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var limits = new LeaseLimits(1, 1);
        var ready = await keeper.Ready();
        await keeper.Queue(2);
        var made = (await keeper.Lease(limits: limits))!;
        Assert.Null(await keeper.Lease(limits: limits));

        await keeper.Granted(keeper.Claim(ready[0], "r1", claimBuild: true));
        Assert.Equal(BuildKind.Claim, (await keeper.Lease(limits: limits))!.Build.Kind);
        await keeper.Finish(made, new BuildResult.NotReady(null, keeper.Now));
        Assert.NotNull(await keeper.Lease(limits: limits));
        Assert.NotNull(await keeper.Lease(limits: limits));
        Assert.Null(await keeper.Lease(limits: limits));
    }

    [Fact]
    public async Task A_worker_that_keeps_its_room_for_people_is_given_only_what_they_wait_for()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var ready = await keeper.Ready(2);
        await keeper.Queue();
        await keeper.Write(keeper.Deletion(ready[1]));
        Assert.Null(await keeper.Lease(forPeople: true));

        await keeper.Granted(keeper.Claim(ready[0], "r1", claimBuild: true));

        Assert.Equal(ready[0], (await keeper.Lease(forPeople: true))!.Workspace.Id);
        Assert.Null(await keeper.Lease(forPeople: true));
    }
}
