using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Grains.Execution;

/// <summary>The whole decision about a pool: its plan, and the evidence that is no longer needed.</summary>
internal static class PoolDecision
{
    /// <summary>Decides; pure.</summary>
    public static PresetPlan Of(PresetSnapshot snapshot, DateTimeOffset now, Func<Guid> newId)
    {
        var plan = PresetPlanner.Plan(snapshot, now, newId);
        return Evidence.Excess(snapshot, newId) is { } excess ? plan with { Actions = plan.Actions.Add(excess) } : plan;
    }
}
