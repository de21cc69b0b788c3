using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Failures;

public sealed class HeldQueueTests
{
    [Theory]
    [InlineData("desired 3, limited | a queued 2m | b queued 1m | c starting 3m", "cancel a b (held)")]
    [InlineData("desired 3, invalid | a queued 2m | b queued 1m", "hold 1 (ValidationFailed); cancel a b (held)")]
    [InlineData("desired 2, limited | a queued 2m | b ready 9m", "cancel a (held)")]
    [InlineData("desired 1, limited | a queued 2m | b queued 1m", "cancel b (surplus); cancel a (held)")]
    [InlineData("desired 2, failed 3 10s | a queued 2m", "hold 1 (Backoff 170s)")]
    [InlineData("desired 2, failed 3 10s, full | a queued 2m", "hold 1 (Backoff 170s); cancel a (noroom)")]
    [InlineData("desired 1, failed 1 61s, full | a queued 2m", "nothing")]
    [InlineData("desired 1, failed 1 60s, full | a queued 2m", "cancel a (noroom)")]
    [InlineData("desired 1, failed 1 1s, full, limited | a queued 2m", "cancel a (held)")]
    [InlineData("desired 1, full | a queued 2m", "nothing")]
    [InlineData("desired 1 | a queued 2m", "nothing")]
    [InlineData(
        "desired 2, limited | a queued 2m old | b queued 1m",
        "cancel a (inactive); hold 1 (HardLimited); cancel b (held)")]
    [InlineData(
        "desired 3, rolling 1, limited | a ready 9m old | b ready 8m old | c ready 7m old | d queued 2m | e queued 1m",
        "cancel e (surplus); cancel d (held)")]
    [InlineData("desired 1, limited, deprecated | a queued 2m", "cancel a (inactive)")]
    [InlineData("desired 1, limited | a queued 2m reserved | b queued 2m claimed | c failed 2m", "nothing")]
    public void What_nobody_has_begun_is_withdrawn_while_creation_is_stopped(string pool, string drawn)
    {
        var snapshot = PoolSketch.Read(pool);
        var plan = PresetPlanner.Plan(snapshot, PoolSketch.Now, Guid.NewGuid);
        if (HeldQueue.Withdrawn(snapshot, plan.Actions, PoolSketch.Now) is { } held)
        {
            plan = plan with { Actions = plan.Actions.Add(held) };
        }

        Assert.Equal(drawn, PoolSketch.Draw(plan.Actions));
        Assert.Empty(PlanCheck.Violations(snapshot, plan, PoolSketch.Now));
    }
}
