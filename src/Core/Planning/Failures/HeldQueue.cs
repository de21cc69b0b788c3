using System.Collections.Immutable;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Failures;

/// <summary>Which creations are withdrawn before anybody begins them, because they are bound to fail.</summary>
public static class HeldQueue
{
    /// <summary>
    /// The cancellation of what is queued of the preset's version while a permanent error or the hard limit stops
    /// creation: such a hold ends by no delay, and what waits would fail like those before it. A backoff withdraws
    /// nothing, and neither is anything withdrawn that a claim in flight holds.
    /// </summary>
    /// <param name="snapshot">The pool as it is.</param>
    /// <param name="others">The plan's other actions: what they cancel is left to them.</param>
    /// <returns>Null when there is nothing to withdraw.</returns>
    public static PlanAction.Cancel? Withdrawn(PresetSnapshot snapshot, IEnumerable<PlanAction> others)
    {
        if (!snapshot.Failures.StopsForGood)
        {
            return null;
        }

        var cancelled = others.OfType<PlanAction.Cancel>().SelectMany(other => other.Members).ToHashSet();
        var held = snapshot.Members
            .Where(m => m is { IsMember: true, Phase: WorkspacePhase.Queued } && m.Version == snapshot.Preset.Version)
            .Select(m => m.Id)
            .Where(id => snapshot.Preset.Live && !snapshot.Reserved.Contains(id) && !cancelled.Contains(id))
            .ToImmutableArray();
        return held.IsEmpty ? null : new PlanAction.Cancel(held, RemovalReason.Held);
    }
}
