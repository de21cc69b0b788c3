using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_one_machine_has_begun_no_other_one_is_given()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        var member = (await keeper.Queue())[0];
        var create = await keeper.Lease(TimeSpan.FromSeconds(30));
        keeper.Now += TimeSpan.FromMinutes(1);

        Assert.Null(await keeper.Lease(machine: "there"));
        create = await keeper.Lease();
        await keeper.Finish(create!, new BuildResult.NotReady(null, keeper.Now));
        Assert.Null(await keeper.Lease(machine: "there"));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();

        var claimed = await keeper.Granted(keeper.Claim(member, "r1", claimBuild: true));
        Assert.Null(await keeper.Lease(machine: "there"));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();

        await keeper.Write(keeper.Deletion(member, claimed.Owner));
        Assert.Null(await keeper.Lease(machine: "there"));
        Assert.NotNull(await keeper.Lease());
    }

    [Fact]
    public async Task What_nobody_has_begun_is_given_to_any_machine()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        await keeper.Queue(2);

        Assert.NotNull(await keeper.Lease());
        Assert.NotNull(await keeper.Lease(machine: "there"));
    }

    [Fact]
    public async Task What_a_lost_machine_has_begun_another_one_is_given_and_keeps()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        await keeper.See("there");
        await keeper.Queue();
        await keeper.Lease(TimeSpan.FromSeconds(30));
        keeper.Now += TimeSpan.FromMinutes(4);
        await keeper.See("there");
        Assert.Null(await keeper.Lease(machine: "there"));

        keeper.Now += TimeSpan.FromMinutes(1);

        Assert.NotNull(await keeper.Lease(TimeSpan.FromSeconds(30), "there"));
        keeper.Now += TimeSpan.FromMinutes(1);
        await keeper.See("here");
        Assert.Null(await keeper.Lease());
        Assert.NotNull(await keeper.Lease(machine: "there"));
    }

    [Fact]
    public async Task What_a_lost_machine_has_begun_waits_until_it_is_surely_over_there_and_so_does_its_deletion()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        var members = await keeper.Queue(2);
        var over = keeper.Now.AddMinutes(11);
        await keeper.Lease(TimeSpan.FromSeconds(30), overAt: over);
        var withdrawn = (await keeper.Lease(TimeSpan.FromSeconds(30), overAt: over))!;
        await keeper.Write(
            new PresetChange.Withdraw(withdrawn.Build, "why", Leaving, new BuildId(A.Id("deletion"))));
        keeper.Now = over.AddSeconds(-1);
        Assert.Null(await keeper.Lease(machine: "there"));

        keeper.Now = over;

        var deletion = (await keeper.Lease(machine: "there"))!;
        var creation = (await keeper.Lease(machine: "there"))!;
        Assert.Equal(
            [(BuildKind.Delete, withdrawn.Build.Workspace), (BuildKind.Create, creation.Build.Workspace)],
            ((BuildLease[])[deletion, creation]).Select(lease => (lease.Build.Kind, lease.Build.Workspace)));
        Assert.Equal(creation.Build.Workspace, Assert.Single(members.Remove(withdrawn.Build.Workspace)));
    }

    [Fact]
    public async Task What_its_worker_gave_back_another_machine_is_given_as_soon_as_the_first_is_lost()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.See("here");
        await keeper.Queue();
        var lease = (await keeper.Lease(overAt: keeper.Now.AddDays(1)))!;
        await keeper.Finish(lease, new BuildResult.NotReady(null, keeper.Now));
        Assert.Null(await keeper.Lease(machine: "there"));

        keeper.Now += TimeSpan.FromMinutes(5);

        Assert.NotNull(await keeper.Lease(machine: "there"));
    }
}
