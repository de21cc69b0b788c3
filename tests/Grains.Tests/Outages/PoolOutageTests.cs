using Prebuilds.Claims;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>A pool whose store fails now and then, without any tick that would help.</summary>
public sealed class PoolOutageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claim_of_unknown_outcome_is_granted_once_when_it_is_asked_again(bool takesEffect)
    {
        await using var scene = await PoolScene.Start(instances: 1);
        scene.Store.FailNext(nameof(IPrebuildStore.CommitClaims), takesEffect);

        await Assert.ThrowsAsync<StorageException>(() => scene.Claim("r1"));
        var again = Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r1"));

        Assert.Equal(takesEffect, again.Repeat);
        Assert.Single(await scene.Rows(), row => !row.IsMember);
        Assert.Equal(again.Workspace.Id, Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r1")).Workspace.Id);
    }

    [Fact]
    public async Task A_plan_that_breaks_a_rule_is_told_and_not_executed_until_it_breaks_none()
    {
        await using var scene = await PoolScene.Start(instances: 2);
        var id = A.Id("twice");
        scene.NewId = _ => id;
        await scene.Claim("r1");
        await scene.LookAgain();

        var refused = await scene.Tick();
        Assert.Equal($"the plan breaks a rule and is not executed: the id {id} is used 2 times", refused.Error);
        Assert.Equal(2, (await scene.Rows()).Length);

        scene.NewId = Guid.CreateVersion7;
        Assert.Null((await scene.Tick()).Error);
        Assert.Equal(3, (await scene.Rows()).Length);
    }

    [Fact]
    public async Task A_member_whose_claim_failed_is_handed_to_the_next_user_without_a_tick()
    {
        await using var scene = await PoolScene.Start(instances: 1);
        scene.Store.FailNext(nameof(IPrebuildStore.CommitClaims));

        await Assert.ThrowsAsync<StorageException>(() => scene.Claim("r1"));

        Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r2"));
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_lost_and_nothing_is_made_twice()
    {
        await using var scene = await PoolScene.Start(instances: 2);
        scene.Store.FailNext(nameof(IPrebuildStore.CommitClaims), takesEffect: true);
        scene.Store.FailNext(nameof(IPrebuildStore.ReadPreset));
        scene.Store.FailNext(nameof(IPrebuildStore.ReadPreset));

        await Assert.ThrowsAsync<StorageException>(() => scene.Claim("r1"));
        var second = await scene.Claim("r2");
        var first = await scene.Claim("r1");

        Assert.IsType<ClaimOutcome.Claimed>(second);
        Assert.True(Assert.IsType<ClaimOutcome.Claimed>(first).Repeat);
        await scene.LookAgain();
        var rows = await scene.Rows();
        Assert.Equal((2, 2), (rows.Count(row => row.IsMember), rows.Count(row => !row.IsMember)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refill_of_unknown_outcome_makes_the_member_once(bool takesEffect)
    {
        await using var scene = await PoolScene.Start(instances: 1);
        scene.Store.FailNext(nameof(IPrebuildStore.Write), takesEffect);

        Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r1"));
        Assert.IsType<ClaimOutcome.NoneClaimable>(await scene.Claim("r2"));

        await scene.Build();
        Assert.Single(await scene.Rows(), row => row is { IsMember: true, Ready: true });
    }

    [Fact]
    public async Task A_pool_that_missed_the_stop_learns_it_within_an_interval()
    {
        await using var scene = await PoolScene.Start(instances: 2);
        await scene.Truth.WriteSettings(new LoopSettings(Paused: false, "the weekend"), default);

        scene.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r1"));
        await scene.LookAgain();

        Assert.Single(await scene.Rows(), row => row.IsMember);
        await scene.Truth.WriteSettings(LoopSettings.Running, default);
        scene.Clock.Advance(TimeSpan.FromSeconds(16));
        await scene.LookAgain();
        Assert.Equal(2, (await scene.Rows()).Count(row => row.IsMember));
    }
}
