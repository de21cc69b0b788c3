using CsCheck;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Properties;

public sealed class PlanProperties
{
    private const int Pools = 5_000;

    [Fact]
    public void The_check_agrees_with_every_plan() => AnyPool.Any.Sample(
        pool => Assert.Empty(PlanCheck.Violations(pool, Whole(pool), A.Noon)), iter: Pools);

    [Fact]
    public void A_plan_that_was_executed_leaves_nothing_to_do_but_wait() => AnyPool.Recreating.Sample(
        pool => Assert.All(
            Execution.Plan(Execution.Execute(pool, Execution.Plan(pool))).Actions,
            action => Assert.IsType<PlanAction.Hold>(action)),
        iter: Pools);

    [Fact]
    public void The_order_of_members_does_not_matter() => AnyPool.Any.Sample(
        pool =>
        {
            var turned = pool with { Members = [.. pool.Members.Reverse()] };
            Assert.Equal(Drawn(Execution.Plan(pool)), Drawn(Execution.Plan(turned)));
        },
        iter: Pools);

    [Fact]
    public void Members_of_claims_in_flight_are_never_touched() => AnyPool.Any.Sample(
        pool =>
        {
            var after = Execution.Execute(pool, Whole(pool));
            Assert.Equal(
                pool.Members.Where(m => pool.Reserved.Contains(m.Id)),
                after.Members.Where(m => pool.Reserved.Contains(m.Id)));
        },
        iter: Pools);

    [Fact]
    public void A_pool_is_full_after_five_ticks_of_well_behaved_provisioners() => AnyPool.Recreating.Sample(
        pool =>
        {
            var after = pool with { Reserved = [], Failures = FailureFacts.None };
            for (var tick = 0; tick < 5; tick++)
            {
                after = Execution.Provision(Execution.Execute(after, Execution.Plan(after)));
            }

            var state = Execution.Plan(after).State;
            var stopping = after.Members.Count(m => m.Phase == WorkspacePhase.Stopping && IsCounted(m, pool));
            Assert.Equal(
                new PoolState(state.Desired, 0, state.Desired, state.Desired, 0, 0, stopping, 0), state);
            Assert.Equal(state.Desired, after.Members.Count(m => m.Phase == WorkspacePhase.Running));
        },
        iter: Pools);

    /// <summary>Whatever is refused, lost or slow: plans that come again and again never overshoot.</summary>
    [Fact]
    public void A_pool_never_outgrows_its_target() => Gen.Select(AnyPool.Any, Gen.Int).Sample(
        (pool, seed) =>
        {
            var chance = new Random(seed);
            var most = Math.Max(Wanted(pool), Execution.Plan(pool).State.Desired);
            for (var tick = 0; tick < 10; tick++)
            {
                pool = Execution.Execute(pool, Execution.Plan(pool), _ => chance.Next(3) > 0);
                Assert.InRange(Wanted(pool), 0, most);
                pool = Execution.Provision(pool, _ => chance.Next(3) > 0);
            }
        },
        iter: 1_000);

    private static PresetPlan Whole(PresetSnapshot pool)
    {
        var plan = Execution.Plan(pool);
        PlanAction?[] more = [HeldQueue.Withdrawn(pool, plan.Actions, A.Noon), Evidence.Excess(pool, Guid.NewGuid)];
        return plan with { Actions = plan.Actions.AddRange(more.OfType<PlanAction>()) };
    }

    /// <summary>A plan without the ids that it chose.</summary>
    private static string Drawn(PresetPlan plan) => string.Join("; ", plan.Actions.Select(action => action switch
    {
        PlanAction.Cancel cancel => $"cancel {string.Join(' ', cancel.Members)} {cancel.Reason}",
        PlanAction.Delete delete => $"delete {string.Join(' ', delete.Members.Select(m => m.Id))} {delete.Reason}",
        PlanAction.Create create => $"create {create.Members.Length}",
        _ => action.ToString(),
    }).Concat(plan.Notes).Append(plan.State.ToString()));

    /// <summary>How many members of the kept version there are or will be, stale ones left out.</summary>
    private static int Wanted(PresetSnapshot pool) => pool.Members.Count(m => IsCounted(m, pool)
        && (m.Phase is WorkspacePhase.Queued or WorkspacePhase.Starting
            || (m.Phase == WorkspacePhase.Running && !Staleness.IsStale(m, pool.Preset, A.Noon))));

    private static bool IsCounted(Workspace member, PresetSnapshot pool) =>
        !pool.Preset.Live || member.Version == pool.Preset.Version;
}
