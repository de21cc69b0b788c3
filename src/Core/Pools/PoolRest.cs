using Orleans;
using Prebuilds.Planning;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Workspaces;

namespace Prebuilds.Pools;

/// <summary>
/// A pool at rest: as long as its preset has this mark and no build to apply, a look at any instant before
/// <paramref name="Until"/> finds nothing to do, whoever looks.
/// </summary>
/// <param name="Mark">What the pool was decided on.</param>
/// <param name="Until">The first instant at which time alone may give it something to do.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PoolRest")]
public sealed record PoolRest(PresetMark Mark, DateTimeOffset Until)
{
    /// <summary>
    /// Whether a pool is at rest, and until when. One that waits for anything is not: for a claim in flight, a build,
    /// the end of a delay, or the room to replace a member.
    /// </summary>
    /// <param name="snapshot">The pool.</param>
    /// <param name="plan">What was decided about it.</param>
    /// <param name="mark">Its mark.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <returns>Null: look again at every tick.</returns>
    public static PoolRest? Of(PresetSnapshot snapshot, PresetPlan plan, PresetMark mark, DateTimeOffset now)
    {
        if (!plan.Actions.IsEmpty || !snapshot.Reserved.IsEmpty || plan.State is not { Expired: 0, Extraneous: 0 })
        {
            return null;
        }

        var until = ScheduledTarget.MayChangeAt(snapshot.Preset.Pool, now);
        foreach (var member in snapshot.Members)
        {
            if (!IsStill(member, snapshot.Preset))
            {
                return null;
            }

            var stale = Staleness.Begins(member, snapshot.Preset);
            until = stale < until ? stale : until;
        }

        return new PoolRest(mark, until);
    }

    private static bool IsStill(Workspace member, Preset preset) =>
        member.Phase == WorkspacePhase.Failed
        || (member.Phase == WorkspacePhase.Running && member.Version == preset.Version);
}
