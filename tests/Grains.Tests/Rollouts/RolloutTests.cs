using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Grains.Tests.Outages;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Rollouts;

public sealed class RolloutTests
{
    private const int Instances = 6;
    private const int Surge = 2;
    private const int Promotions = 4;
    private const int ClaimsMeanwhile = 4;
    private const string Rolling = "{ strategy: rolling, surge: 2 }";
    private const string Recreate = "{ strategy: recreate }";

    /// <summary>Nothing of the new version can be ready before all these claims are answered.</summary>
    [Theory]
    [InlineData(Rolling, 0, Instances + Surge)]
    [InlineData(Recreate, Promotions * ClaimsMeanwhile, Instances)]
    public async Task Claims_hit_a_rolling_pool_while_its_version_changes_and_miss_one_that_is_recreated(
        string rollout, int misses, int mostMembers)
    {
        var store = new MemberCount(new InMemoryStore());
        await using var cluster = await PoolCluster.Start(store, silos: 2);
        var preset = await cluster.Push(Instances, "version 0", rollout: rollout);
        await cluster.UntilReady(preset, Instances);
        var outcomes = new List<ClaimOutcome>();

        for (var promotion = 1; promotion <= Promotions; promotion++)
        {
            var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
            await cluster.Push(Instances, $"version {promotion % 2}", rollout: rollout);
            await gate.Arrived(Surge);
            for (var i = 0; i < ClaimsMeanwhile; i++)
            {
                outcomes.Add(await cluster.Claim(preset, $"during-{promotion}-{i}"));
            }

            gate.Open();
            await UntilAllAreNew(cluster, preset);
        }

        Assert.Equal(misses, outcomes.Count(outcome => outcome is not ClaimOutcome.Claimed));
        Assert.Equal(Promotions * ClaimsMeanwhile, outcomes.Count);
        Assert.InRange(store.Most, Instances, mostMembers);
    }

    [Fact]
    public async Task How_far_a_rollout_is_is_told_while_it_lasts()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(2, "version 0", rollout: Rolling);
        await cluster.UntilReady(preset, 2);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        await cluster.Push(2, "version 1", rollout: Rolling);
        await gate.Arrived(2);

        var (status, old) = (await cluster.Status(preset), (await cluster.Workspaces(preset))[0].Workspace.Version);
        var from = Assert.Single(status.Rollout!.From);
        Assert.Equal((old, 2, 2), (from.Version, from.Members, from.Ready));
        Assert.Equal(
            (status.Preset.Version, 2, 0),
            (status.Rollout.To.Version, status.Rollout.To.Members, status.Rollout.To.Ready));

        gate.Open();
        await cluster.Until(preset, it => it.Rollout is null && it.Plan.State.Eligible == 2, "the end of the rollout");
    }

    [Fact]
    public async Task Steady_claims_under_two_versions_in_turn_all_hit_and_the_members_never_outgrow_the_surge()
    {
        var rollout = new Rollout(RolloutStrategy.Rolling, new Prebuilds.Presets.Surge(Surge, false));
        await using var scene = await PoolScene.Start(Instances, rollout);

        Assert.Equal(0, await MissesOfSteadyClaims(scene, rollout));

        Assert.Equal(Instances + Surge, scene.Members.Most);
    }

    /// <summary>The same claims: so it is no wonder of the pace that the others hit.</summary>
    [Fact]
    public async Task Steady_claims_miss_a_pool_that_is_recreated_at_each_promotion()
    {
        await using var scene = await PoolScene.Start(Instances, Rollout.Recreate);

        Assert.InRange(await MissesOfSteadyClaims(scene, Rollout.Recreate), 2 * Promotions, int.MaxValue);
    }

    [Fact]
    public async Task New_members_are_claimed_before_old_ones()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(3, "one", rollout: Rolling);
        var old = (await cluster.UntilReady(preset, 3)).Preset.Version;
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Succeed());
        for (var i = 0; i < 10; i++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Hang());
        }

        await cluster.Push(3, "two", rollout: Rolling);
        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows.Any(row => row.Workspace.Ready && row.Workspace.Version != old),
            "a new member");

        var first = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));
        var second = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev2"));

        var rows = await cluster.Workspaces(preset);
        var versions = rows.ToDictionary(row => row.Workspace.Id, row => row.Workspace.Version);
        Assert.NotEqual(old, versions[first.Workspace.Id]);
        Assert.Equal(old, versions[second.Workspace.Id]);
    }

    [Fact]
    public async Task A_member_of_an_older_version_is_handed_over_as_its_own_version_says()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(1, "one", claimStep: true, rollout: Rolling);
        await cluster.UntilReady(preset, 1);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        await cluster.Push(1, "two", claimStep: false, rollout: Rolling);
        await gate.Arrived(1);

        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1")).Workspace;

        Assert.Equal(HandOver.Pending, claimed.HandOver);
        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows.Any(row => row.Workspace.Id == claimed.Id && row.Workspace.HandOver == HandOver.Done),
            "the hand-over");
        Assert.Contains(
            cluster.Provisioner.Operations, it => it.Step == ProvisionStep.Claim && it.Workspace == claimed.Id);
        gate.Open();
    }

    [Fact]
    public async Task A_version_that_cannot_be_built_leaves_the_old_pool_to_be_claimed_and_says_so()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(2, "one", rollout: Rolling);
        await cluster.UntilReady(preset, 2);
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Permanent));
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Permanent));

        await cluster.Push(2, "broken", rollout: Rolling);

        var stopped = await cluster.Until(preset, status => status.Failures.ValidationFailed, "the permanent error");
        Assert.Equal(2, stopped.Plan.State.Eligible);
        Assert.Contains(stopped.Plan.Notes, note => note.Contains("0 of 2 are new, 2 of older versions stay"));
        Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));
    }

    /// <summary>
    /// Two members are wanted, three are the most; the refill of a claim is queued when the version changes.
    /// </summary>
    [Fact]
    public async Task What_was_withdrawn_is_replaced_in_the_same_step_as_soon_as_that_is_known()
    {
        await using var scene = await PoolScene.Start(instances: 2);
        Assert.IsType<ClaimOutcome.Claimed>(await scene.Claim("r1"));
        await scene.LookAgain();
        var next = new TemplateVersionId(A.Id("next version"));
        await scene.Promote(next, instances: 2);

        await scene.LookAgain();

        var members = (await scene.Rows()).Where(row => row.IsMember).ToList();
        Assert.Equal([A.Version], members.Where(row => row.Phase == WorkspacePhase.Running).Select(row => row.Version));
        Assert.Equal([next, next], members.Where(row => row.Phase == WorkspacePhase.Queued).Select(row => row.Version));
        Assert.Equal(3, members.Count);
    }

    [Fact]
    public void A_rollout_travels_between_silos()
    {
        using var services = new ServiceCollection()
            .AddSerializer(serializer => serializer.AddAssembly(typeof(IPresetGrain).Assembly))
            .BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var surge = new Prebuilds.Presets.Surge(7, false);
        var pool = A.Preset().Pool with { Rollout = new Rollout(RolloutStrategy.Recreate, surge) };

        Assert.Equal(pool, serializer.Deserialize<PoolSettings>(serializer.SerializeToArray(pool)));
    }

    /// <summary>
    /// A claim every two seconds, whatever the pool has; a creation takes two seconds, so the pool can follow while it
    /// may keep what it has. Every thirty seconds the other version is promoted.
    /// </summary>
    private static async Task<int> MissesOfSteadyClaims(PoolScene scene, Rollout rollout)
    {
        TemplateVersionId[] versions = [A.Version, new TemplateVersionId(A.Id("the other version"))];
        var (claims, misses) = (0, 0);
        for (var second = 0; second < 2 * Promotions * 30; second++)
        {
            var version = versions[(second / 30 + 1) % 2];
            if (second % 30 == 0)
            {
                await scene.Promote(version, Instances, rollout);
            }

            if (second % 2 == 0)
            {
                misses += await scene.Claim($"r{claims++}") is ClaimOutcome.Claimed ? 0 : 1;
            }

            await scene.LookAgain();
            await scene.BeginBuilds();
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await scene.EndBuilds(TimeSpan.FromSeconds(2));
            if (second % 30 == 29)
            {
                Assert.All(
                    (await scene.Rows()).Where(row => row is { IsMember: true, Phase: not WorkspacePhase.Deleting }),
                    row => Assert.Equal(version, row.Version));
            }
        }

        return misses;
    }

    private static async Task UntilAllAreNew(PoolCluster cluster, PresetId preset)
    {
        var version = (await cluster.Status(preset)).Preset.Version;
        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows.Where(row => row.Workspace.IsMember).ToList() is { Count: Instances } members
                && members.TrueForAll(row => row.Workspace.Ready && row.Workspace.Version == version),
            "a pool of the new version");
    }
}
