using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData(RolloutStrategy.Rolling, 3, false)]
    [InlineData(RolloutStrategy.Rolling, 40, true)]
    [InlineData(RolloutStrategy.Recreate, 25, true)]
    public async Task A_rollout_is_read_back_as_it_was_pushed(RolloutStrategy strategy, int amount, bool isPercent)
    {
        var rollout = new Rollout(strategy, new Surge(amount, isPercent));
        var version = Templates.Version(rollout: rollout, presets: "large");
        await Store.PushVersion(version, Templates.Package, activate: true, default);

        var slice = await Store.ReadPreset(new PresetName("go-dev", "large").ToId(), default);
        Assert.Equal(rollout, slice!.Preset.Pool.Rollout);
        var stored = Assert.Single((await Store.ReadTemplate("go-dev", default))!.Versions);
        Assert.Equal(rollout, Assert.Single(stored.Definition.Presets).Pool.Rollout);
    }

    [Fact]
    public async Task A_rolling_pool_gives_members_of_older_versions_and_they_are_handed_over_as_those_say()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Ready())[0];
        var old = keeper.Version;
        await Promote("2", Rollout.Rolling);
        await Promote("3", Rollout.Rolling);

        var claim = keeper.Claim(member, "r1", claimBuild: true);
        Assert.Equal((member, HandOver.Pending), Of(await keeper.Granted(claim)));

        var lease = await keeper.Lease();
        Assert.Equal((claim.ClaimBuild, old), (lease!.Build.Id, lease.Build.Version));
        Assert.Equal("1", lease.Parameters["cpus"]);
    }

    [Fact]
    public async Task Whether_older_versions_are_given_is_said_by_the_version_that_is_active_at_that_moment()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);

        await Promote("2", Rollout.Recreate);
        Assert.IsType<ClaimResult.Lost>(await keeper.Commit(keeper.Claim(members[0], "r1")));
        await Promote("3", Rollout.Rolling);
        await keeper.Granted(keeper.Claim(members[0], "r1"));
        await Promote("2", Rollout.Recreate);
        Assert.IsType<ClaimResult.Lost>(await keeper.Commit(keeper.Claim(members[1], "r2")));
    }

    [Fact]
    public async Task A_rolling_pool_that_is_not_live_gives_no_older_version()
    {
        var keeper = await Keeper.Start(Store);
        var claim = keeper.Claim((await keeper.Ready())[0], "r1");
        await Promote("2", Rollout.Rolling);

        await Store.Retire("go-dev", deprecated: true, deleted: false, default);
        Assert.IsType<ClaimResult.Lost>(await keeper.Commit(claim));
        await Store.Retire("go-dev", deprecated: false, deleted: false, default);
        await Store.PushVersion(Templates.Version(mark: "4", presets: "small"), Templates.Package, true, default);
        Assert.IsType<ClaimResult.Lost>(await keeper.Commit(claim));
        await Promote("2", Rollout.Rolling);
        await keeper.Granted(claim);
    }

    [Fact]
    public async Task An_older_member_is_lost_while_it_is_not_ready()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        await keeper.Finish((await keeper.Lease())!, new BuildResult.NotReady(null, keeper.Now.AddHours(1)));
        await keeper.ApplyAll();
        var member = Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members);
        Assert.Equal((WorkspacePhase.Running, false), (member.Phase, member.Ready));
        await Promote("2", Rollout.Rolling);

        Assert.IsType<ClaimResult.Lost>(await keeper.Commit(keeper.Claim(member.Id, "r1")));
    }

    private static (WorkspaceId, HandOver) Of(ClaimedWorkspace workspace) => (workspace.Id, workspace.HandOver);

    private async Task Promote(string mark, Rollout rollout) => await Store.PushVersion(
        Templates.Version(mark: mark, rollout: rollout, presets: "large"), Templates.Package, activate: true, default);
}
