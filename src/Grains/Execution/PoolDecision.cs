using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Grains.Execution;

/// <summary>
/// The whole decision about a pool: its plan, what is withdrawn because nothing may be begun, and the evidence
/// that is no longer needed.
/// </summary>
internal static class PoolDecision
{
    /// <summary>Decides; pure.</summary>
    public static PresetPlan Of(PresetSnapshot snapshot, DateTimeOffset now, Func<Guid> newId)
    {
        var plan = PresetPlanner.Plan(snapshot, now, newId);
        PlanAction?[] more = [HeldQueue.Withdrawn(snapshot, plan.Actions, now), Evidence.Excess(snapshot, newId)];
        return plan with { Actions = plan.Actions.AddRange(more.OfType<PlanAction>()) };
    }
}
