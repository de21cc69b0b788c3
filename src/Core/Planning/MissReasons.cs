using Prebuilds.Claims;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Planning;

/// <summary>Says to a claimer why there is nothing to hand out.</summary>
public static class MissReasons
{
    /// <summary>The strongest reason why no member of this pool could be handed out.</summary>
    /// <param name="snapshot">The pool as it is, with the members that other claims hold.</param>
    /// <param name="settings">The loop's settings.</param>
    /// <param name="now">The instant of the claim.</param>
    public static ClaimOutcome.NoneClaimable Of(PresetSnapshot snapshot, LoopSettings settings, DateTimeOffset now)
    {
        var roster = new RosterBuilder(snapshot, now).Build();
        if (!snapshot.Preset.Live)
        {
            return new ClaimOutcome.NoneClaimable(MissReason.Inactive, PlanNotes.NotLive(snapshot));
        }

        if (!settings.Reconciles)
        {
            return new ClaimOutcome.NoneClaimable(MissReason.Paused, NotReconciled(settings));
        }

        if (roster.Missing > 0 && CreationHold.Of(snapshot.Failures, now) is { } hold)
        {
            return new ClaimOutcome.NoneClaimable(Reason(hold), PlanNotes.Held(snapshot, hold, now));
        }

        return roster.State.Desired == 0
            ? new ClaimOutcome.NoneClaimable(MissReason.NoneWanted, PlanNotes.NoneWanted(snapshot))
            : OnTheirWay(roster);
    }

    private static ClaimOutcome.NoneClaimable OnTheirWay(Roster roster)
    {
        var building = roster.State.Starting;
        var unready = roster.Unready;
        return building + unready == 0
            ? new ClaimOutcome.NoneClaimable(
                MissReason.Empty,
                $"all members are given away; the pool of {roster.State.Desired} is about to be refilled")
            : new ClaimOutcome.NoneClaimable(
                MissReason.Starting,
                $"{PlanNotes.Count(building, "member")} being built, "
                + $"{PlanNotes.Count(unready, "running member")} not ready yet");
    }

    private static MissReason Reason(CreationHold hold) => hold.Reason switch
    {
        HoldReason.ValidationFailed => MissReason.ValidationFailed,
        HoldReason.HardLimited => MissReason.HardLimited,
        _ => MissReason.Backoff,
    };

    private static string NotReconciled(LoopSettings settings) => settings.StopCause is { } cause
        ? $"the loop is stopped ({cause}), so nothing refills the pool"
        : "reconciliation is paused, so nothing refills the pool";
}
