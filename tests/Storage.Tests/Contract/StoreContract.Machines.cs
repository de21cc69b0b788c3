using Prebuilds.Storage.Builds;

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
}
