using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>A drawn pool in, a drawn plan out: see <see cref="PoolSketch"/>.</summary>
public sealed class PresetPlannerTests
{
    [Theory]
    [InlineData("desired 3", "create 3")]
    [InlineData("desired 3 | a ready 10m | b starting 1m", "create 1")]
    [InlineData("desired 3 | a ready 10m | b unready 1m | c queued 1m", "nothing")]
    [InlineData("desired 0", "nothing")]
    [InlineData("desired 1 | a stopping 1m", "create 1")]
    [InlineData("desired 1 | a stopped 1m", "create 1")]
    [InlineData("desired 1 | a deleting 1m", "create 1")]
    [InlineData("desired 1 | a failed 1m", "create 1")]
    [InlineData("desired 1, window 4 | a ready 1m", "create 3")]
    [InlineData("desired 3, window 0 | a ready 1m", "delete a (surplus)")]
    public void What_is_missing_is_created(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 1 | a ready 10m | b ready 2m", "delete a (surplus)")]
    [InlineData("desired 1 | a ready 10m | b unready 2m", "delete b (surplus)")]
    [InlineData("desired 1 | a ready 10m | b unready 2m | c unready 5m", "delete c b (surplus)")]
    [InlineData("desired 1 | b ready 5m | a ready 5m | c ready 5m", "delete a b (surplus)")]
    [InlineData("desired 2 | a ready 3m | b ready 2m | c starting 1m", "nothing")]
    [InlineData("desired 2 | a ready 3m | b ready 2m | c ready 1m | d deleting 1m", "delete a (surplus)")]
    [InlineData("desired 0 | a ready 3m | b failed 2m | c stopped 2m | d starting 1m", "delete a (surplus)")]
    public void Fresh_members_above_the_target_are_deleted(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 1 | a queued 3m | b queued 2m | c queued 1m", "cancel c b (surplus)")]
    [InlineData("desired 1 | a queued 3m | b queued 3m", "cancel b (surplus)")]
    [InlineData("desired 1 | a starting 3m | b queued 2m", "cancel b (surplus)")]
    [InlineData("desired 1 | a ready 3m | b queued 2m", "cancel b (surplus)")]
    [InlineData("desired 1 | a ready 3m | b ready 2m | c queued 1m", "cancel c (surplus); delete a (surplus)")]
    [InlineData("desired 1 | a starting 3m | b starting 2m", "nothing")]
    [InlineData("desired 2 | a ready 3m | b queued 2m", "nothing")]
    [InlineData("desired 1, ttl 1m | a ready 3m | b queued 2m", "delete a (expired)")]
    public void Queued_creations_above_the_target_are_cancelled(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 1, ttl 5m | a ready 10m", "delete a (expired); create 1")]
    [InlineData("desired 1, ttl 5m | a ready 5m", "nothing")]
    [InlineData("desired 1, ttl 5m | a ready 301s", "delete a (expired); create 1")]
    [InlineData("desired 1, ttl 0s | a ready 900h", "nothing")]
    [InlineData("desired 1, ttl -5s | a ready 900h", "nothing")]
    [InlineData("desired 1 | a ready 900h", "nothing")]
    [InlineData("desired 1, invalidated 5m | a ready 5m", "nothing")]
    [InlineData("desired 1, invalidated 5m | a ready 301s", "delete a (expired); create 1")]
    [InlineData("desired 1, invalidated 5m, ttl 1m | a ready 10m", "delete a (expired); create 1")]
    [InlineData("desired 2, ttl 5m | a ready 6m | b unready 7m", "delete b a (expired); create 2")]
    [InlineData("desired 1, ttl 5m | a ready 10m | b ready 2m | c ready 1m", "delete a (expired); delete b (surplus)")]
    [InlineData("desired 1, ttl 5m | a queued 10m | b failed 20m", "nothing")]
    [InlineData("desired 1, ttl 5m | a starting 10m | b stopped 20m", "nothing")]
    [InlineData("desired 0, ttl 5m | a queued 10m | b ready 6m | c ready 1m",
        "cancel a (surplus); delete b (expired); delete c (surplus)")]
    public void Stale_members_are_replaced(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 2, deleted | a ready 10m | b queued 5m", "cancel b (inactive); delete a (inactive)")]
    [InlineData("desired 2, deprecated | a ready 1m | b unready 5m", "delete b a (inactive)")]
    [InlineData("desired 2, superseded, ttl 2m | a ready 1m | b ready 5m", "delete b a (inactive)")]
    [InlineData("desired 2, superseded | a queued 1m | b queued 5m", "cancel b a (inactive)")]
    [InlineData("desired 2, superseded | a starting 1m | b failed 1m | c stopped 1m | d deleting 1m", "nothing")]
    [InlineData("desired 2, deleted, failed 2 0s", "nothing")]
    [InlineData("desired 2, deleted, invalid, limited | a ready 1m", "delete a (inactive)")]
    [InlineData("desired 2, deprecated | a ready 1m reserved", "nothing")]
    public void A_preset_that_is_not_live_drains(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 1 | a ready 10m old", "delete a (inactive); create 1")]
    [InlineData("desired 1 | a ready 10m old | b ready 1m", "delete a (inactive)")]
    [InlineData("desired 1 | a queued 10m old | b queued 1m", "cancel a (inactive)")]
    [InlineData("desired 1 | a starting 10m old", "create 1")]
    [InlineData("desired 1 | a failed 10m old | b stopped 1m old", "create 1")]
    [InlineData("desired 2 | a queued 1m old | b queued 9m old | c ready 1m old | d ready 9m old",
        "cancel b a (inactive); delete d c (inactive); create 2")]
    [InlineData("desired 0, ttl 5m | a ready 9m old | b ready 9m | c ready 1m | d queued 1m | e queued 1m old",
        "cancel e (inactive); delete a (inactive); cancel d (surplus); delete b (expired); delete c (surplus)")]
    [InlineData("desired 1, limited | a ready 1m old", "delete a (inactive); hold 1 (HardLimited)")]
    [InlineData("desired 0 | a ready 1m old reserved", "nothing")]
    public void Superseded_members_of_a_live_preset_drain_first(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 2, invalid | a ready 1m", "hold 1 (ValidationFailed)")]
    [InlineData("desired 2, limited", "hold 2 (HardLimited)")]
    [InlineData("desired 2, failed 2 30s", "hold 2 (Backoff 90s)")]
    [InlineData("desired 2, failed 2 120s", "hold 2 (Backoff 0s)")]
    [InlineData("desired 2, failed 2 121s", "create 2")]
    [InlineData("desired 1, failed 1 60000001us", "create 1")]
    [InlineData("desired 2, failed 0 0s", "create 2")]
    [InlineData("desired 2, invalid, limited, failed 2 0s", "hold 2 (ValidationFailed)")]
    [InlineData("desired 2, limited, failed 2 0s", "hold 2 (HardLimited)")]
    [InlineData("desired 1, invalid, limited, failed 2 0s | a starting 1m", "nothing")]
    [InlineData("desired 0, limited | a ready 1m | b queued 1m", "cancel b (surplus); delete a (surplus)")]
    [InlineData("desired 1, ttl 5m, failed 1 0s | a ready 10m", "delete a (expired); hold 1 (Backoff 60s)")]
    public void Only_creation_is_ever_held(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData("desired 1 | a ready 1m reserved", "nothing")]
    [InlineData("desired 2 | a ready 1m reserved", "create 1")]
    [InlineData("desired 1 | a ready 9m reserved | b ready 1m", "delete b (surplus)")]
    [InlineData("desired 0 | a ready 9m reserved | b ready 1m reserved", "nothing")]
    [InlineData("desired 1 | a ready 9m reserved | b ready 5m | c ready 1m", "delete b c (surplus)")]
    [InlineData("desired 1, ttl 5m | a ready 9m reserved", "create 1")]
    [InlineData("desired 0 | a queued 9m reserved", "nothing")]
    [InlineData("desired 1 | a ready 9m claimed", "create 1")]
    [InlineData("desired 0, deleted | a ready 9m claimed | b queued 1m claimed", "nothing")]
    public void Members_of_claims_are_never_touched(string pool, string plan) => Check(pool, plan);

    [Theory]
    [InlineData(
        "desired 3, ttl 5m | a ready 9m | b ready 1m | c unready 1m | d queued 9m | e starting 9m | f stopping 9m "
        + "| g deleting 1m | h failed 1m | i stopped 1m",
        "actual 3, expired 1, desired 3, eligible 1, starting 2, stopping 1, deleting 1")]
    [InlineData("desired 1 | a ready 1m | b unready 1m | c ready 1m", "actual 3, desired 1, eligible 2, extraneous 2")]
    [InlineData("desired 1 | a ready 1m old | b queued 1m old | c deleting 1m old | d stopping 1m old", "desired 1")]
    [InlineData("desired 5, superseded, ttl 5m | a ready 9m old | b ready 1m | c queued 1m | d stopping 1m old",
        "actual 2, expired 1, starting 1, stopping 1")]
    [InlineData("desired 1 | a ready 1m reserved | b ready 1m claimed", "actual 1, desired 1, eligible 1")]
    [InlineData("desired 1, window 4", "desired 4")]
    public void The_state_counts_what_the_plan_follows_from(string pool, string state) =>
        Assert.Equal(state, PoolSketch.Draw(Plan(PoolSketch.Read(pool)).State));

    [Fact]
    public void Identities_are_taken_from_the_caller_in_order_and_name_the_members()
    {
        var plan = Plan(PoolSketch.Read("desired 2, ttl 1m | a ready 5m"));

        Assert.Equal(1, Assert.IsType<PlanAction.Delete>(plan.Actions[0]).Members[0].Build.Value.ToByteArray()[0]);
        var members = Assert.IsType<PlanAction.Create>(plan.Actions[1]).Members;
        Assert.Equal(2, members[0].Id.Value.ToByteArray()[0]);
        Assert.Equal(3, members[0].Build.Value.ToByteArray()[0]);
        Assert.Equal("prebuild-" + members[1].Id.ToString()[^12..], members[1].Name);
        Assert.Equal(PoolSketch.Read("desired 2").Preset.Id, plan.Preset);
    }

    private static void Check(string pool, string plan)
    {
        var snapshot = PoolSketch.Read(pool);
        Assert.Equal(plan, PoolSketch.Draw(Plan(snapshot).Actions));
        Assert.Equal(plan, PoolSketch.Draw(Plan(snapshot with { Members = [.. snapshot.Members.Reverse()] }).Actions));
    }

    private static PresetPlan Plan(PresetSnapshot snapshot)
    {
        byte last = 0;
        return PresetPlanner.Plan(snapshot, PoolSketch.Now, () => new Guid(++last, 0, 0, 0, 0, 0, 0, 0, 0, 0, last));
    }
}
