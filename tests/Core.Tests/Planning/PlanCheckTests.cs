using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Planning;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>Plans that are wrong in one way each. Most are drawn as <see cref="PoolSketch"/> draws them.</summary>
public sealed class PlanCheckTests
{
    [Theory]
    [InlineData("desired 2 | a ready 1m", "create 1")]
    [InlineData("desired 1 | a ready 5m | b ready 1m", "delete a (surplus)")]
    [InlineData("desired 1 | a ready 5m | b ready 1m", "delete b (surplus)")]
    [InlineData("desired 1, ttl 2m | a ready 5m", "delete a (expired); create 1")]
    [InlineData("desired 1, invalidated 1m | a ready 5m", "delete a (expired)")]
    [InlineData("desired 0 | a queued 1m", "cancel a (surplus)")]
    [InlineData("desired 0, superseded | a queued 1m | b ready 1m", "cancel a (inactive); delete b (inactive)")]
    [InlineData("desired 0 | a queued 1m old | b ready 1m old", "cancel a (inactive); delete b (inactive)")]
    [InlineData("desired 1 | a failed 4m | b failed 3m | c failed 2m | d failed 1m", "create 1; delete a (evidence)")]
    [InlineData("desired 1, deleted | a failed 1m", "delete a (evidence)")]
    [InlineData("desired 1 | a failed 1m | b failed 1m | c failed 1m | d failed 1m", "delete b (evidence)")]
    [InlineData("desired 1, failed 1 61s", "create 1")]
    [InlineData("desired 1, failed 0 0s", "create 1")]
    [InlineData("desired 5", "hold 5 (HardLimited)")]
    [InlineData("desired 1, ttl 0s | a ready 1m | b ready 900h", "delete b (surplus)")]
    [InlineData("desired 5", "nothing")]
    [InlineData("desired 1 | a ready 1m claimed", "create 1")]
    [InlineData("desired 1 | a ready 1m old", "create 1")]
    public void A_plan_that_breaks_no_rule_passes(string pool, string plan) => Assert.Empty(Judge(pool, plan));

    [Theory]
    [InlineData("desired 0 | a ready 1m claimed", "delete a (surplus)", "is claimed")]
    [InlineData("desired 0 | a ready 1m reserved", "delete a (surplus)", "is being claimed")]
    [InlineData("desired 0 | a queued 1m reserved", "cancel a (surplus)", "is being claimed")]
    [InlineData("desired 0 | a ready 1m", "delete z (surplus)", "is no member that was seen")]
    [InlineData("desired 0 | a ready 1m foreign", "delete a (surplus)", "is another preset's")]
    [InlineData("desired 0 | a ready 1m", "delete a a (surplus)", "is removed twice")]
    [InlineData("desired 0 | a queued 1m", "cancel a (surplus); delete a (surplus)", "is removed twice")]
    public void Nobody_is_touched_who_must_not_be(string pool, string plan, string violation) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains(violation));

    [Theory]
    [InlineData("desired 0 | a starting 1m", "cancel a (surplus)", "was begun already")]
    [InlineData("desired 0 | a ready 1m", "cancel a (surplus)", "was begun already")]
    [InlineData("desired 0 | a queued 1m", "delete a (surplus)", "is not running")]
    [InlineData("desired 0, deleted | a starting 1m", "delete a (inactive)", "is not running")]
    [InlineData("desired 0, deleted | a failed 1m", "delete a (inactive)", "is not running")]
    [InlineData("desired 0 | a stopped 1m", "delete a (surplus)", "is not running")]
    [InlineData("desired 0, deleted | a ready 1m", "delete a (evidence)", "did not fail")]
    public void Only_what_runs_is_deleted_and_what_waits_is_cancelled(string pool, string plan, string violation) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains(violation));

    [Theory]
    [InlineData("desired 1 | a ready 1m", "delete a (inactive)")]
    [InlineData("desired 1 | a queued 1m", "cancel a (inactive)")]
    [InlineData("desired 1 | a queued 1m", "cancel a (held)")]
    [InlineData("desired 1, failed 3 1s | a queued 1m", "cancel a (held)")]
    [InlineData("desired 1, limited | a queued 1m old", "cancel a (held)")]
    [InlineData("desired 1, failed 1 1s | a queued 1m", "cancel a (noroom)")]
    [InlineData("desired 1, failed 1 61s, full | a queued 1m", "cancel a (noroom)")]
    [InlineData("desired 1, failed 1 1s, full | a queued 1m old", "cancel a (noroom)")]
    [InlineData("desired 0 | a queued 1m old", "cancel a (surplus)")]
    [InlineData("desired 0, deprecated | a queued 1m", "cancel a (surplus)")]
    [InlineData("desired 0 | a ready 1m old", "delete a (surplus)")]
    [InlineData("desired 0, ttl 1m | a ready 5m", "delete a (surplus)")]
    [InlineData("desired 1, ttl 5m | a ready 5m", "delete a (expired)")]
    [InlineData("desired 1, invalidated 5m | a ready 5m", "delete a (expired)")]
    [InlineData("desired 1 | a ready 900h", "delete a (expired)")]
    [InlineData("desired 1, ttl 1m | a ready 5m old", "delete a (expired)")]
    [InlineData("desired 1, ttl 1m, deleted | a ready 5m", "delete a (expired)")]
    [InlineData("desired 1 | a failed 4m | b failed 3m | c failed 2m", "delete a (evidence)")]
    [InlineData("desired 1 | a failed 4m | b failed 3m | c failed 2m | d failed 1m", "delete b (evidence)")]
    [InlineData("desired 1 | a failed 4m | b failed 3m | c failed 2m | d failed 1m", "delete a b (evidence)")]
    [InlineData("desired 1, deprecated | a failed 4m", "delete a (evidence)")]
    public void A_removal_is_for_the_reason_that_it_names(string pool, string plan) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains("is no reason to remove"));

    [Theory]
    [InlineData("desired 1", "create 2")]
    [InlineData("desired 2 | a ready 1m", "create 2")]
    [InlineData("desired 2 | a queued 1m", "create 2")]
    [InlineData("desired 2 | a starting 1m | b unready 1m", "create 1")]
    [InlineData("desired 0", "create 1")]
    [InlineData("desired 2, window 1", "create 2")]
    [InlineData("desired 1, deleted", "create 1")]
    [InlineData("desired 1, deprecated", "create 1")]
    [InlineData("desired 1, superseded", "create 1")]
    public void Never_more_is_created_than_is_missing(string pool, string plan) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains("for a target of"));

    [Theory]
    [InlineData("desired 1, invalid", "a permanent error forbids it")]
    [InlineData("desired 1, limited", "too many creations failed in a row")]
    [InlineData("desired 1, failed 1 0s", "a backoff lasts until")]
    [InlineData("desired 1, failed 1 60s", "a backoff lasts until")]
    public void Nothing_is_created_while_creation_is_held(string pool, string violation) =>
        Assert.Contains(Judge(pool, "create 1"), v => v.Contains(violation));

    [Theory]
    [InlineData("desired 1 | a ready 1m", "delete a (surplus)")]
    [InlineData("desired 2 | a ready 3m | b ready 2m | c ready 1m", "delete a b (surplus)")]
    [InlineData("desired 1 | a ready 3m | b starting 2m", "delete a (surplus)")]
    [InlineData("desired 1 | a queued 1m", "cancel a (surplus)")]
    [InlineData("desired 2 | a queued 3m | b queued 1m | c ready 1m", "cancel a b (surplus)")]
    [InlineData("desired 1, ttl 5m | a ready 9m | b queued 1m", "cancel b (surplus)")]
    public void No_pool_is_made_smaller_than_its_target(string pool, string plan) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains("for a target of"));

    [Theory]
    [InlineData("desired 2, ttl 5m | a ready 9m", "create 1; delete a (expired)")]
    [InlineData("desired 0 | a ready 9m old | b queued 1m old", "delete a (inactive); cancel b (inactive)")]
    [InlineData("desired 0 | a ready 9m | b queued 1m", "delete a (surplus); cancel b (surplus)")]
    [InlineData("desired 0 | a ready 9m old | b queued 1m", "cancel b (surplus); delete a (inactive)")]
    [InlineData("desired 0, ttl 5m | a ready 9m | b ready 1m", "delete b (surplus); delete a (expired)")]
    [InlineData("desired 0 | a ready 9m | b ready 1m", "delete b (surplus); delete a (surplus)")]
    [InlineData("desired 2", "create 1; create 1")]
    [InlineData("desired 2", "hold 1 (HardLimited); create 1")]
    [InlineData("desired 2, deleted | a failed 1m | b ready 1m", "delete a (evidence); delete b (inactive)")]
    [InlineData("desired 0 | a queued 1m", "cancel a (expired)")]
    [InlineData("desired 0 | a queued 1m", "cancel a (evidence)")]
    public void Actions_come_in_their_order(string pool, string plan) =>
        Assert.Contains(Judge(pool, plan), v => v.Contains("does not belong there"));

    [Theory]
    [InlineData("cancel  (surplus)")]
    [InlineData("delete  (expired)")]
    [InlineData("create 0")]
    [InlineData("hold 0 (HardLimited)")]
    [InlineData("hold -1 (HardLimited)")]
    public void An_action_is_about_somebody(string plan) =>
        Assert.Contains(Judge("desired 1", plan), v => v.Contains("is about nobody"));

    [Theory]
    [InlineData("create 1; create 1", "create does not belong there")]
    [InlineData("create 1; cancel b (surplus)", "cancel (Surplus) does not belong there")]
    [InlineData("create 1; delete a (expired)", "delete (Expired) does not belong there")]
    [InlineData("create 1; hold 1 (Backoff)", "hold does not belong there")]
    public void The_action_at_fault_is_named(string plan, string violation) =>
        Assert.Equal(violation, Judge("desired 5, ttl 5m | a ready 9m | b queued 1m", plan)[0]);

    [Fact]
    public void A_plan_is_judged_by_the_pool_it_was_made_for()
    {
        var plan = Plan("desired 1", "create 1") with { Preset = new PresetId(A.Id("another preset")) };
        Assert.Contains("the pool of", Assert.Single(Violations("desired 1", plan)));
    }

    [Theory]
    [InlineData(1, 2, "new", 1, 3, "newer")]
    [InlineData(1, 2, "new", 3, 2, "newer")]
    [InlineData(1, 2, "new", 2, 3, "newer")]
    [InlineData(1, 1, "new", 2, 3, "newer")]
    [InlineData(0, 1, "new", 2, 3, "newer")]
    [InlineData(1, 0, "new", 2, 3, "newer")]
    [InlineData(97, 1, "new", 2, 3, "newer")]
    [InlineData(1, 97, "new", 2, 3, "newer")]
    [InlineData(1, 200, "new", 2, 3, "newer")]
    [InlineData(1, 2, "new", 3, 4, "new")]
    [InlineData(1, 2, "a", 3, 4, "new")]
    [InlineData(1, 2, "", 3, 4, "new")]
    public void New_ids_and_names_are_nobody_elses(int id, int build, string name, int id2, int build2, string name2)
    {
        const string Pool = "desired 3, ttl 5m | a ready 10m";
        var removal = new Removal(PoolSketch.Id("a"), new BuildId(Id(200)));
        var plan = Plan(Pool, "nothing") with
        {
            Actions =
            [
                new PlanAction.Delete([removal], RemovalReason.Expired),
                new PlanAction.Create([New(id, build, name), New(id2, build2, name2)]),
            ],
        };
        Assert.Matches("the (id|name) .* is used 2 times", Assert.Single(Violations(Pool, plan)));

        static NewMember New(int id, int build, string name) =>
            new(new WorkspaceId(Id(id)), new BuildId(Id(build)), name);

        static Guid Id(int number) => new(number, 0, 0, new byte[8]);
    }

    private static ImmutableArray<string> Judge(string pool, string plan) => Violations(pool, Plan(pool, plan));

    private static ImmutableArray<string> Violations(string pool, PresetPlan plan) =>
        PlanCheck.Violations(PoolSketch.Read(pool), plan, PoolSketch.Now);

    private static PresetPlan Plan(string pool, string plan) =>
        new(PoolSketch.Read(pool).Preset.Id, new PoolState(0, 0, 0, 0, 0, 0, 0, 0), PlanSketch.Read(plan), []);
}
