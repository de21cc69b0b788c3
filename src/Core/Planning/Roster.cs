using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>
/// A pool's members, sorted by what the decision does with them. Kept are those of the preset's version while it is
/// live; the others leave. Every list is oldest first, equal ages by id.
/// </summary>
/// <param name="State">The counts: of the kept members, or of every member when the preset is not live.</param>
/// <param name="Fresh">Kept, running, not stale.</param>
/// <param name="Stale">Kept, running, stale.</param>
/// <param name="Queued">Kept, and nobody has begun to create it.</param>
/// <param name="Leaving">Not kept, and queued or running: what can be withdrawn or deleted.</param>
internal sealed record Roster(
    PoolState State,
    ImmutableArray<Workspace> Fresh,
    ImmutableArray<Workspace> Stale,
    ImmutableArray<Workspace> Queued,
    ImmutableArray<Workspace> Leaving)
{
    /// <summary>How many members are to be created, were nothing to hold them.</summary>
    public int Missing => Math.Max(State.Desired - Fresh.Length - State.Starting, 0);

    /// <summary>How many kept members there are too many once all that is on its way has come.</summary>
    public int Overbooked => Math.Max(Fresh.Length + State.Starting - State.Desired, 0);

    /// <summary>Sorts the members of a snapshot.</summary>
    public static Roster Of(PresetSnapshot snapshot, DateTimeOffset now)
    {
        var preset = snapshot.Preset;
        var members = snapshot.Members
            .Where(m => m.IsMember)
            .OrderBy(m => m.CreatedAt)
            .ThenBy(m => m.Id.Value)
            .ToLookup(m => preset.Live && m.Version == preset.Version);
        var kept = members[true].ToLookup(m => m.Phase);
        var running = kept[WorkspacePhase.Running].ToLookup(m => Staleness.IsStale(m, preset, now));
        var roster = new Roster(
            Count(preset.Live ? kept : members[false].ToLookup(m => m.Phase), preset, now),
            [.. running[false]],
            [.. running[true]],
            [.. kept[WorkspacePhase.Queued]],
            [.. members[false].Where(m => m.Phase is WorkspacePhase.Queued or WorkspacePhase.Running)]);
        return roster with { State = roster.AgainstTarget(preset, now) };
    }

    private static PoolState Count(ILookup<WorkspacePhase, Workspace> phases, Preset preset, DateTimeOffset now) => new(
        Actual: phases[WorkspacePhase.Running].Count(),
        Expired: phases[WorkspacePhase.Running].Count(m => Staleness.IsStale(m, preset, now)),
        Desired: 0,
        Eligible: 0,
        Extraneous: 0,
        Starting: phases[WorkspacePhase.Queued].Count() + phases[WorkspacePhase.Starting].Count(),
        Stopping: phases[WorkspacePhase.Stopping].Count(),
        Deleting: phases[WorkspacePhase.Deleting].Count());

    /// <summary>The counts with those that have a meaning only while the preset is live.</summary>
    private PoolState AgainstTarget(Preset preset, DateTimeOffset now)
    {
        if (!preset.Live)
        {
            return State;
        }

        var desired = ScheduledTarget.At(preset.Pool, now);
        return State with
        {
            Desired = desired,
            Eligible = Fresh.Count(m => m.Ready),
            Extraneous = Math.Max(Fresh.Length - desired, 0),
        };
    }
}
