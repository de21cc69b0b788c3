using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>Decides what to do about one pool.</summary>
public static class PresetPlanner
{
    /// <summary>What to do about a pool, and why it waits. Equal arguments give equal plans.</summary>
    /// <param name="snapshot">
    /// The pool as it is. Its reserved members count, and are neither cancelled nor deleted.
    /// </param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="newId">
    /// Gives an id that was never used, at each call: for new members and for every build that the plan begins.
    /// </param>
    public static PresetPlan Plan(PresetSnapshot snapshot, DateTimeOffset now, Func<Guid> newId)
    {
        var roster = new RosterBuilder(snapshot, now).Build();
        var actions = Drain(snapshot, roster, newId)
            .Concat(Shrink(snapshot, roster, newId))
            .Concat(Grow(snapshot, roster, now, newId))
            .ToImmutableArray();
        return new PresetPlan(
            snapshot.Preset.Id, roster.State, actions, PlanNotes.Of(snapshot, roster, now));
    }

    /// <summary>
    /// Members of a version that is not kept go, of a rolling pool those that it can do without: first what nobody has
    /// begun.
    /// </summary>
    private static IEnumerable<PlanAction> Drain(PresetSnapshot snapshot, Roster roster, Func<Guid> newId)
    {
        if (roster.Leaving.IsEmpty)
        {
            return [];
        }

        var leaving = roster.Leaving.ToLookup(m => m.Phase);
        return
        [
            .. Cancel(Free(leaving[WorkspacePhase.Queued], snapshot), RemovalReason.Inactive),
            .. Delete(Free(leaving[WorkspacePhase.Running], snapshot), RemovalReason.Inactive, newId),
        ];
    }

    private static IEnumerable<PlanAction> Shrink(PresetSnapshot snapshot, Roster roster, Func<Guid> newId) =>
        roster is { Overbooked: 0, Stale.IsEmpty: true, State.Extraneous: 0 } ? [] :
    [
        .. Cancel(Free(roster.Queued.Reverse(), snapshot).Take(roster.Overbooked), RemovalReason.Surplus),
        .. Delete(Free(roster.Stale, snapshot), RemovalReason.Expired, newId),
        .. Delete(Free(roster.Surplus, snapshot).Take(roster.State.Extraneous), RemovalReason.Surplus, newId),
    ];

    private static IEnumerable<PlanAction> Grow(
        PresetSnapshot snapshot, Roster roster, DateTimeOffset now, Func<Guid> newId)
    {
        if (roster.Missing == 0)
        {
            return [];
        }

        if (CreationHold.Of(snapshot.Failures, now) is { } hold)
        {
            return [new PlanAction.Hold(hold.Reason, roster.Missing, hold.Until)];
        }

        var members = ImmutableArray.CreateBuilder<NewMember>(roster.Missing);
        for (var i = 0; i < roster.Missing; i++)
        {
            var id = newId();
            var name = $"prebuild-{id.ToString()[^12..]}";
            members.Add(new NewMember(new WorkspaceId(id), new BuildId(newId()), name));
        }

        return [new PlanAction.Create(members.MoveToImmutable())];
    }

    /// <summary>Those that no claim in flight holds, in the same order.</summary>
    private static IEnumerable<Workspace> Free(IEnumerable<Workspace> members, PresetSnapshot snapshot) =>
        members.Where(m => !snapshot.Reserved.Contains(m.Id));

    private static IEnumerable<PlanAction> Cancel(IEnumerable<Workspace> members, RemovalReason reason)
    {
        var ids = members.Select(m => m.Id).ToImmutableArray();
        return ids.IsEmpty ? [] : [new PlanAction.Cancel(ids, reason)];
    }

    private static IEnumerable<PlanAction> Delete(
        IEnumerable<Workspace> members, RemovalReason reason, Func<Guid> newId)
    {
        var removals = members.Select(m => new Removal(m.Id, new BuildId(newId()))).ToImmutableArray();
        return removals.IsEmpty ? [] : [new PlanAction.Delete(removals, reason)];
    }
}
