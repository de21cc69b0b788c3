using Prebuilds.Planning;

namespace Prebuilds.Client.Output.Pools;

/// <summary>Why creation waits.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many members are missing.</param>
/// <param name="Until">The last instant of a backoff.</param>
internal sealed record HoldOutput(string Reason, int Count, DateTimeOffset? Until)
{
    /// <summary>The hold of a plan; null when creation does not wait.</summary>
    public static HoldOutput? Of(PresetPlan plan) => plan.Actions.OfType<PlanAction.Hold>().FirstOrDefault() is { } hold
        ? new HoldOutput(Words.Of(hold.Reason), hold.Count, hold.Until)
        : null;
}
