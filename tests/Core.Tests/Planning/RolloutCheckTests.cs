using System.Collections.Immutable;
using Prebuilds.Planning;
using Prebuilds.Planning.Rosters;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>What the check lets a rolling pool's plan do, and what not.</summary>
public sealed class RolloutCheckTests
{
    private const string Three = "| a ready 9m old | b ready 8m old | c ready 7m old";

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three}", "create 1")]
    [InlineData($"desired 3, rolling 1 {Three} | d ready 1m", "delete a (inactive); create 1")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m", "delete a (inactive)")]
    [InlineData("desired 1, rolling 1 | a unready 9m old", "delete a (inactive)")]
    [InlineData("desired 1, rolling 1, ttl 5m | a ready 9m old | b ready 9m old", "delete a b (inactive); create 1")]
    [InlineData("desired 3, rolling 1, deprecated | a ready 9m old", "delete a (inactive)")]
    [InlineData("desired 2, rolling 1 | a queued 9m old | b starting 8m old", "cancel a (inactive); create 1")]
    [InlineData($"desired 3, rolling 1 {Three} | d queued 2m | e queued 1m", "cancel e (surplus)")]
    [InlineData("desired 1, rolling 1 | a failed 9m old | b deleting 8m old | c ready 1m old claimed", "create 1")]
    [InlineData("desired 1 | a ready 9m old | b starting 1m", "delete a (inactive)")]
    [InlineData("desired 3, rolling 1 | a ready 9m old | b starting 1m", "create 1")]
    public void A_plan_within_the_surge_and_above_the_floor_passes(string pool, string plan) =>
        Assert.Empty(Judge(pool, plan));

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three}", "create 2")]
    [InlineData($"desired 3, rolling 1 {Three} | d starting 1m", "create 1")]
    [InlineData("desired 1, rolling 1 | a queued 9m old | b starting 8m old", "create 1")]
    [InlineData("desired 1, rolling 1 | a queued 9m old | b starting 8m old", "cancel a (inactive); create 1")]
    [InlineData("desired 1, rolling 1 | a unready 9m old | b unready 8m old", "create 1")]
    [InlineData("desired 1, rolling 1, ttl 9m | a ready 9m old | b ready 8m old reserved", "create 1")]
    public void All_versions_together_never_outgrow_target_and_surge(string pool, string plan) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains("are the most"));

    [Theory]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b starting 1m", "delete a (inactive)", 0)]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b unready 1m", "delete a (inactive)", 0)]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m reserved", "delete a (inactive)", 0)]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m claimed", "delete a (inactive)", 0)]
    [InlineData("desired 1, rolling 1, ttl 5m | a ready 1m old | b ready 9m", "delete a (inactive)", 0)]
    [InlineData($"desired 3, rolling 1 {Three} | d ready 1m", "delete a b (inactive)", 2)]
    public void Nothing_that_could_be_claimed_goes_below_the_target(string pool, string plan, int left) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains($"which leaves {left} to claim of"));

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three} | d queued 2m | e queued 1m", "cancel d e (surplus)")]
    [InlineData("desired 1, rolling 1, deprecated | a queued 2m", "cancel a (surplus)")]
    public void No_more_is_cancelled_than_the_surge_demands(string pool, string plan) =>
        Assert.NotEmpty(Judge(pool, plan));

    private static ImmutableArray<string> Judge(string pool, string plan)
    {
        var snapshot = PoolSketch.Read(pool);
        var judged = new PresetPlan(
            snapshot.Preset.Id, new PoolState(0, 0, 0, 0, 0, 0, 0, 0), PlanSketch.Read(plan), []);
        return PlanCheck.Violations(snapshot, judged, PoolSketch.Now);
    }
}
