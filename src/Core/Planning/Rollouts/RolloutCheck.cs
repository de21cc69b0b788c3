using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rollouts;

/// <summary>
/// What a plan for a rolling pool must never do, said without the planner's terms: grow the pool beyond target and
/// surge, all versions together, or take away what could be claimed while fewer than the target would remain.
/// </summary>
/// <param name="snapshot">What the plan was made from.</param>
/// <param name="plan">The plan.</param>
/// <param name="target">The pool's target.</param>
/// <param name="now">The instant of the decision.</param>
internal sealed class RolloutCheck(PresetSnapshot snapshot, PresetPlan plan, int target, DateTimeOffset now)
{
    private readonly HashSet<WorkspaceId> _gone = [.. plan.Actions.SelectMany(PlanCheck.Removed)];

    /// <summary>What the plan withdraws last, because creation is held: until then it took its room.</summary>
    private readonly HashSet<WorkspaceId> _held =
    [
        .. plan.Actions.OfType<PlanAction.Cancel>()
            .Where(action => action.Reason is RemovalReason.Held or RemovalReason.NoRoom)
            .SelectMany(action => action.Members),
    ];

    /// <summary>
    /// Whether there is no room for another member of any version once the plan's other removals are done.
    /// </summary>
    public bool IsFull => IsRolling && Left >= Most;

    private bool IsRolling => snapshot.Preset is { Live: true, Pool.Rollout.Strategy: RolloutStrategy.Rolling };

    private int Most => target + snapshot.Preset.Pool.Rollout.Surge.Of(target);

    private int Claimable => snapshot.Members.Count(m => !_gone.Contains(m.Id) && IsClaimable(m));

    /// <summary>
    /// How many of all versions are left, to be kept or withdrawn last, if every cancellation comes in time.
    /// </summary>
    private int Left => snapshot.Members.Count(
        m => (!_gone.Contains(m.Id) || _held.Contains(m.Id)) && IsThere(m));

    /// <summary>How many may be left: a worker may have begun what is cancelled.</summary>
    private int MayBeLeft => snapshot.Members.Count(
        m => (m.Phase == WorkspacePhase.Queued || !_gone.Contains(m.Id)) && IsThere(m));

    /// <summary>Everything that is wrong, as sentences.</summary>
    public IEnumerable<string> Violations()
    {
        if (!IsRolling)
        {
            yield break;
        }

        var created = plan.Actions.OfType<PlanAction.Create>().Sum(a => a.Members.Length);
        if (created > 0 && MayBeLeft + created > Most)
        {
            yield return $"{created} created beside {MayBeLeft} of all versions, where {Most} are the most";
        }

        var older = snapshot.Members.Count(
            m => _gone.Contains(m.Id) && m.Version != snapshot.Preset.Version && IsClaimable(m));
        if (older > 0 && Claimable < target)
        {
            yield return $"{older} of an older version deleted, which leaves {Claimable} to claim of {target}";
        }
    }

    private bool IsThere(Workspace member) => member.IsMember && member.Phase switch
    {
        WorkspacePhase.Queued or WorkspacePhase.Starting => true,
        WorkspacePhase.Running => !PlanCheck.TooOld(member, snapshot.Preset, now),
        _ => false,
    };

    private bool IsClaimable(Workspace member) =>
        member is { IsMember: true, Ready: true, Phase: WorkspacePhase.Running }
        && !snapshot.Reserved.Contains(member.Id)
        && !PlanCheck.TooOld(member, snapshot.Preset, now);
}
