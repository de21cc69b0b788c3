using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>How a rolling pool comes to its version: <c>rolling 1</c> is a surge of one.</summary>
public sealed class RollingPlanTests
{
    private const string Three = "| a ready 9m old | b ready 8m old | c ready 7m old";

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three}", "create 1")]
    [InlineData($"desired 3, rolling 2 {Three}", "create 2")]
    [InlineData($"desired 3, rolling 9 {Three}", "create 3")]
    [InlineData($"desired 3, rolling 25% {Three}", "create 1")]
    [InlineData($"desired 3, rolling 34% {Three}", "create 2")]
    [InlineData($"desired 3, rolling 1 {Three} | d queued 1m", "nothing")]
    [InlineData($"desired 3, rolling 1 {Three} | d starting 1m", "nothing")]
    [InlineData($"desired 3, rolling 1 {Three} | d unready 1m", "nothing")]
    [InlineData($"desired 3, rolling 2 {Three} | d unready 1m", "create 1")]
    [InlineData("desired 3, rolling 2 | a ready 9m old", "create 3")]
    [InlineData("desired 3, rolling 1 | a ready 9m old | b ready 8m old", "create 2")]
    [InlineData("desired 1, rolling 1 | a ready 9m old", "create 1")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b unready 8m old", "create 1")]
    [InlineData("desired 1, window 2, rolling 1 | a ready 9m old", "create 2")]
    public void New_members_are_made_beside_the_old_ones_up_to_the_surge(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three} | d ready 1m", "delete a (inactive); create 1")]
    [InlineData($"desired 3, rolling 1 {Three} | d ready 2m | e ready 1m", "delete a b (inactive); create 1")]
    [InlineData($"desired 3, rolling 2 {Three} | d ready 2m | e unready 1m", "delete a (inactive); create 1")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m", "delete a (inactive)")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b unready 1m old | c ready 1m",
        "delete b (inactive); create 1")]
    [InlineData("desired 1, rolling 1 | b ready 9m old | a ready 9m old", "delete a (inactive); create 1")]
    [InlineData("desired 2, rolling 1 | a ready 9m older | b ready 8m old | c ready 1m",
        "delete a (inactive); create 1")]
    [InlineData("desired 2, rolling 1 | a ready 8m older | b ready 9m old | c ready 2m | d ready 1m",
        "delete b a (inactive)")]
    [InlineData("desired 1, rolling 1 | a ready 9m | b ready 1m old", "delete b (inactive)")]
    public void Each_new_one_that_is_ready_releases_an_old_one(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 2, rolling 1 | a queued 9m old | b ready 8m old", "cancel a (inactive); create 1")]
    [InlineData("desired 2, rolling 3 | a queued 9m old | b ready 8m old", "cancel a (inactive); create 2")]
    [InlineData("desired 1, rolling 1 | a queued 9m old | b ready 8m old", "cancel a (inactive)")]
    [InlineData("desired 1, rolling 1 | a queued 9m old | b queued 8m", "cancel a (inactive)")]
    [InlineData("desired 1, rolling 1 | a queued 9m old | b starting 8m old | c queued 1m", "cancel a (inactive)")]
    [InlineData("desired 2, rolling 1 | a starting 1m old | b ready 8m old", "create 1")]
    [InlineData("desired 1, rolling 1 | a starting 2m old | b starting 1m old", "nothing")]
    [InlineData("desired 1, rolling 1, ttl 5m | a ready 9m old", "delete a (inactive); create 1")]
    [InlineData("desired 1, rolling 1, invalidated 5m | a ready 9m old", "delete a (inactive); create 1")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 8m old | c ready 7m old",
        "delete a b (inactive); create 1")]
    [InlineData("desired 0, rolling 1 | a ready 9m old | b unready 8m old", "delete a b (inactive)")]
    [InlineData("desired 1, window 0, rolling 1 | a ready 9m old", "delete a (inactive)")]
    [InlineData("desired 1, rolling 1 | a failed 9m old | b stopped 1m old | c deleting 1m old | d stopping 1m old",
        "create 1")]
    public void Old_ones_that_nobody_could_claim_or_that_are_too_many_go_at_once(string pool, string plan) =>
        Check(pool, plan);

    [Theory]
    [InlineData("desired 1, rolling 1, deprecated | a ready 9m old | b queued 1m old",
        "cancel b (inactive); delete a (inactive)")]
    [InlineData("desired 1, rolling 1, deleted | a ready 9m old", "delete a (inactive)")]
    [InlineData("desired 1, rolling 1, superseded | a ready 9m old", "delete a (inactive)")]
    public void A_preset_that_is_not_live_keeps_nobody(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData($"desired 3, rolling 2, limited {Three}", "hold 2 (HardLimited)")]
    [InlineData($"desired 3, rolling 1, invalid {Three} | d ready 1m",
        "delete a (inactive); hold 1 (ValidationFailed)")]
    [InlineData($"desired 3, rolling 1, failed 2 30s {Three}", "hold 1 (Backoff 90s)")]
    [InlineData($"desired 3, rolling 1, limited {Three} | d starting 1m", "nothing")]
    public void A_version_that_cannot_be_built_empties_no_pool(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 2, rolling 1 | a ready 9m old reserved | b ready 8m old | c ready 1m", "nothing")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m reserved", "nothing")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b ready 1m reserved | c ready 1m", "nothing")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 5m reserved | c ready 1m", "delete c (surplus)")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 5m reserved | c ready 1m reserved", "nothing")]
    [InlineData("desired 0, rolling 1 | a ready 9m old reserved | b ready 9m old claimed", "nothing")]
    [InlineData("desired 1, rolling 1 | a ready 9m old reserved | b ready 8m old reserved", "nothing")]
    public void Members_of_claims_stay_and_release_nobody(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData($"desired 3, rolling 1 {Three} | d queued 3m | e queued 2m | f queued 1m", "cancel f e (surplus)")]
    [InlineData($"desired 3, rolling 1 {Three} | d starting 3m | e queued 2m", "cancel e (surplus)")]
    [InlineData($"desired 3, rolling 1 {Three} | d starting 3m | e starting 2m", "nothing")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 2m | c ready 1m",
        "delete a (inactive); delete b (surplus)")]
    public void Queued_creations_above_the_surge_are_cancelled(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData(
        "desired 3, rolling 1, ttl 5m | a ready 4m old | b unready 4m old | c starting 1m old | d queued 1m old "
        + "| e ready 9m old | f ready 1m | g deleting 1m old | h stopping 1m old | i failed 1m old",
        "actual 4, expired 1, desired 3, eligible 2, starting 1, stopping 1, deleting 1")]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m | c ready 1m reserved",
        "actual 3, desired 1, eligible 3, extraneous 1")]
    [InlineData("desired 1, rolling 1, deprecated | a ready 9m old | b queued 1m old", "actual 1, starting 1")]
    public void The_state_counts_both_versions(string pool, string state) =>
        Assert.Equal(state, PoolSketch.Draw(Plan(PoolSketch.Read(pool)).State));

    private static void Check(string pool, string plan)
    {
        var snapshot = PoolSketch.Read(pool);
        Assert.Equal(plan, PoolSketch.Draw(Plan(snapshot).Actions));
        Assert.Equal(plan, PoolSketch.Draw(Plan(snapshot with { Members = [.. snapshot.Members.Reverse()] }).Actions));
    }

    private static PresetPlan Plan(PresetSnapshot snapshot) =>
        PresetPlanner.Plan(snapshot, PoolSketch.Now, Guid.NewGuid);
}
