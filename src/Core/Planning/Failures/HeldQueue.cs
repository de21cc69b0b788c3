using System.Collections.Immutable;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Failures;

/// <summary>Which creations are withdrawn before anybody begins them, because they are bound to fail.</summary>
public static class HeldQueue
{
    /// <summary>
    /// The cancellation of what is queued of the preset's version while a permanent error or the hard limit stops
    /// creation, which no delay ends, or while the platform has no room: what waits would fail like those before it.
    /// Any other backoff withdraws nothing, and neither is anything withdrawn that a claim in flight holds.
    /// </summary>
    /// <param name="snapshot">The pool as it is.</param>
    /// <param name="others">The plan's other actions: what they cancel is left to them.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <returns>Null when there is nothing to withdraw.</returns>
    public static PlanAction.Cancel? Withdrawn(
        PresetSnapshot snapshot, IEnumerable<PlanAction> others, DateTimeOffset now)
    {
        var (preset, failures) = (snapshot.Preset, snapshot.Failures);
        if (!preset.Live || !failures.StopsQueue(now))
        {
            return null;
        }

        var cancelled = others.OfType<PlanAction.Cancel>().SelectMany(other => other.Members).ToHashSet();
        var held = snapshot.Members
            .Where(m => m is { IsMember: true, Phase: WorkspacePhase.Queued } && m.Version == preset.Version)
            .Select(m => m.Id)
            .Where(id => !snapshot.Reserved.Contains(id) && !cancelled.Contains(id))
            .ToImmutableArray();
        var reason = failures.ValidationFailed || failures.HardLimited ? RemovalReason.Held : RemovalReason.NoRoom;
        return held.IsEmpty ? null : new PlanAction.Cancel(held, reason);
    }
}
