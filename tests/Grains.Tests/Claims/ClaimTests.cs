using Prebuilds.Claims;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

public sealed class ClaimTests
{
    [Fact]
    public async Task A_claim_hands_over_the_oldest_member_and_the_pool_refills_itself()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 3);
        await cluster.UntilReady(preset, 3);
        var oldest = (await cluster.Workspaces(preset)).MinBy(
            entry => (entry.Workspace.CreatedAt, entry.Workspace.Id.Value));

        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));

        Assert.Equal(oldest!.Workspace.Id, claimed.Workspace.Id);
        Assert.Equal("dev1", claimed.Workspace.Name);
        Assert.Contains("folder", claimed.Workspace.Outputs.Keys);
        Assert.False(claimed.Repeat);
        await cluster.UntilReady(preset, 3);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_the_same_and_takes_nothing()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);

        var first = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1", "same"));
        var second = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "other-name", "same"));

        Assert.True(second.Repeat);
        Assert.Equal(first.Workspace.Id, second.Workspace.Id);
        Assert.Equal("dev1", second.Workspace.Name);
    }

    [Fact]
    public async Task A_name_that_the_user_already_has_is_refused_and_costs_no_member()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);
        await cluster.Claim(preset, "dev1", "one");
        await cluster.UntilReady(preset, 2);

        Assert.IsType<ClaimOutcome.NameTaken>(await cluster.Claim(preset, "dev1", "two"));
        Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1", "one", user: "bob"));
    }

    [Fact]
    public async Task An_unknown_preset_and_a_feature_that_is_off_are_answers()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        Assert.IsType<ClaimOutcome.PresetUnknown>(await cluster.Claim(A.Preset().Id, "dev1"));

        await using var off = await PoolCluster.Start(new InMemoryStore(), options => options.Enabled = false);
        Assert.IsType<ClaimOutcome.NotSupported>(await off.Claim(A.Preset().Id, "dev1"));
    }

    [Fact]
    public async Task A_request_that_breaks_a_rule_is_refused_with_the_rule()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 0);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Claim(preset, "no spaces", "request"));
        Assert.Contains("'no spaces' is not a workspace name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_miss_says_why_and_its_request_may_be_tried_again()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var gate = cluster.Provisioner.Hold(Testing.Provisioning.ProvisionStep.Create);
        var preset = await cluster.Push(instances: 1);
        await cluster.Until(preset, status => status.Plan.State.Starting == 1, "1 starting");

        var miss = Assert.IsType<ClaimOutcome.NoneClaimable>(await cluster.Claim(preset, "dev1"));
        Assert.Equal(MissReason.Starting, miss.Reason);

        gate.Open();
        await cluster.UntilReady(preset, 1);
        Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));
    }

    [Fact]
    public async Task A_stale_activation_can_write_nothing_and_the_next_one_answers()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);
        await cluster.Store.OpenPreset(preset, null, CancellationToken.None);

        await Assert.ThrowsAsync<Presets.StaleActivationException>(() => cluster.Claim(preset, "dev1"));

        var outcome = await Eventually.Sees(
            () => Retried(() => cluster.Claim(preset, "dev1")),
            seen => seen is ClaimOutcome.Claimed,
            "a new activation");
        Assert.False(((ClaimOutcome.Claimed)outcome!).Repeat);
    }

    [Fact]
    public async Task A_claim_step_is_run_for_the_new_owner()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);

        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));

        Assert.Equal(HandOver.Pending, claimed.Workspace.HandOver);
        await Eventually.Sees(
            () => cluster.Grains.Catalog().GetWorkspace(claimed.Workspace.Id),
            seen => seen?.Entry.Workspace.HandOver == HandOver.Done,
            "the hand-over");
    }

    private static async Task<ClaimOutcome?> Retried(Func<Task<ClaimOutcome>> claim)
    {
        try
        {
            return await claim();
        }
        catch (Presets.StaleActivationException)
        {
            return null;
        }
    }
}
