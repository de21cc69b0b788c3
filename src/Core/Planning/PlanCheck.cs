using System.Collections.Immutable;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rollouts;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>
/// Judges a plan without knowing how it was made: a second statement of what is allowed, in other words than the
/// planner's. It says what a plan must never do; that a plan does enough is not its business.
/// </summary>
public static class PlanCheck
{
    /// <summary>Everything that is wrong with a plan, as sentences; a plan with any must not be executed.</summary>
    /// <param name="snapshot">What the plan was made from.</param>
    /// <param name="plan">
    /// The plan, with or without what is held and the deletion of evidence as its last actions.
    /// </param>
    /// <param name="now">The instant of the decision.</param>
    public static ImmutableArray<string> Violations(PresetSnapshot snapshot, PresetPlan plan, DateTimeOffset now) =>
    [
        .. Frame(snapshot, plan),
        .. Touches(snapshot, plan),
        .. Reasons(snapshot, plan, now),
        .. Amounts(snapshot, plan, now),
        .. Identities(snapshot, plan),
    ];

    private static IEnumerable<string> Frame(PresetSnapshot snapshot, PresetPlan plan)
    {
        if (plan.Preset != snapshot.Preset.Id)
        {
            yield return $"the plan is of preset {plan.Preset}, the pool of {snapshot.Preset.Id}";
        }

        var last = -1;
        foreach (var action in plan.Actions)
        {
            var place = Place(action);
            if (place <= last)
            {
                yield return $"{Name(action)} does not belong there";
            }

            last = place;
            if (action is PlanAction.Cancel { Members: [] } or PlanAction.Delete { Members: [] }
                or PlanAction.Create { Members: [] } or PlanAction.Hold { Count: <= 0 })
            {
                yield return $"{Name(action)} is about nobody";
            }
        }
    }

    /// <summary>Where an action stands in every plan; -1: nowhere.</summary>
    private static int Place(PlanAction action) => action switch
    {
        PlanAction.Cancel { Reason: RemovalReason.Inactive } => 0,
        PlanAction.Delete { Reason: RemovalReason.Inactive } => 1,
        PlanAction.Cancel { Reason: RemovalReason.Surplus } => 2,
        PlanAction.Delete { Reason: RemovalReason.Expired } => 3,
        PlanAction.Delete { Reason: RemovalReason.Surplus } => 4,
        PlanAction.Create or PlanAction.Hold => 5,
        PlanAction.Cancel { Reason: RemovalReason.Held or RemovalReason.NoRoom } => 6,
        PlanAction.Delete { Reason: RemovalReason.Evidence } => 7,
        _ => -1,
    };

    private static string Name(PlanAction action) => action switch
    {
        PlanAction.Cancel cancel => $"cancel ({cancel.Reason})",
        PlanAction.Delete delete => $"delete ({delete.Reason})",
        PlanAction.Create => "create",
        _ => "hold",
    };

    private static IEnumerable<string> Touches(PresetSnapshot snapshot, PresetPlan plan)
    {
        var removed = plan.Actions.SelectMany(Removed).ToHashSet();
        var known = snapshot.Members.Where(m => removed.Contains(m.Id)).ToLookup(m => m.Id);
        var touched = new HashSet<WorkspaceId>();
        foreach (var action in plan.Actions)
        {
            foreach (var id in Removed(action))
            {
                if (!touched.Add(id))
                {
                    yield return $"{id} is removed twice";
                }

                if (snapshot.Reserved.Contains(id))
                {
                    yield return $"{id} is being claimed, and {Name(action)} would take it away";
                }

                if (Objection(action, known[id].FirstOrDefault(), snapshot.Preset.Id) is { } objection)
                {
                    yield return $"{Name(action)}: {id} {objection}";
                }
            }
        }
    }

    private static string? Objection(PlanAction action, Workspace? member, PresetId preset) => (action, member) switch
    {
        (_, null) => "is no member that was seen",
        (_, { IsMember: false }) => "is claimed",
        (_, var other) when other.Preset != preset => "is another preset's",
        (PlanAction.Cancel, { Phase: not WorkspacePhase.Queued }) => "was begun already",
        (PlanAction.Delete { Reason: RemovalReason.Evidence }, { Phase: not WorkspacePhase.Failed }) => "did not fail",
        (PlanAction.Delete { Reason: not RemovalReason.Evidence }, { Phase: not WorkspacePhase.Running }) =>
            "is not running",
        _ => null,
    };

    /// <summary>A removal must be for the reason that it names.</summary>
    private static IEnumerable<string> Reasons(PresetSnapshot snapshot, PresetPlan plan, DateTimeOffset now)
    {
        var preset = snapshot.Preset;
        foreach (var action in plan.Actions.Where(action => Removed(action).Any()))
        {
            var gone = Removed(action).ToHashSet();
            var third = ThirdNewestFailure(snapshot.Members.Where(m => !gone.Contains(m.Id)));
            foreach (var member in snapshot.Members.Where(m => gone.Contains(m.Id)))
            {
                var wanted = preset.Live && member.Version == preset.Version;
                var justified = action switch
                {
                    PlanAction.Cancel { Reason: RemovalReason.Inactive } => !wanted,
                    PlanAction.Delete { Reason: RemovalReason.Inactive } => !wanted,
                    PlanAction.Delete { Reason: RemovalReason.Expired } => wanted && TooOld(member, preset, now),
                    PlanAction.Delete { Reason: RemovalReason.Surplus } => wanted && !TooOld(member, preset, now),
                    PlanAction.Cancel { Reason: RemovalReason.Held } =>
                        wanted && (snapshot.Failures.HardLimited || snapshot.Failures.ValidationFailed),
                    PlanAction.Cancel { Reason: RemovalReason.NoRoom } =>
                        wanted && snapshot.Failures.NoRoom && Forbidden(snapshot.Failures, now) is not null,
                    PlanAction.Delete { Reason: RemovalReason.Evidence } =>
                        preset.TemplateDeleted || member.CreatedAt <= third,
                    _ => wanted,
                };
                if (!justified)
                {
                    yield return $"{Name(action)}: that is no reason to remove {member.Id}";
                }
            }
        }
    }

    /// <summary>Three failures that are no older than one that goes must stay; null: there are not so many.</summary>
    private static DateTimeOffset? ThirdNewestFailure(IEnumerable<Workspace> left) => left
        .Where(m => m.Phase == WorkspacePhase.Failed)
        .Select(m => (DateTimeOffset?)m.CreatedAt)
        .OrderDescending()
        .ElementAtOrDefault(2);

    internal static bool TooOld(Workspace member, Preset preset, DateTimeOffset now)
    {
        var allowed = preset.Pool.Ttl?.Ticks ?? 0;
        return (allowed > 0 && now.UtcTicks - member.CreatedAt.UtcTicks > allowed)
            || member.CreatedAt < (preset.InvalidatedAt ?? DateTimeOffset.MinValue);
    }

    /// <summary>A pool is never made larger than its target, and never smaller.</summary>
    private static IEnumerable<string> Amounts(PresetSnapshot snapshot, PresetPlan plan, DateTimeOffset now)
    {
        var preset = snapshot.Preset;
        var target = preset.Live ? ScheduledTarget.At(preset.Pool, now) : 0;
        var (fresh, coming) = (0, 0);
        foreach (var member in snapshot.Members)
        {
            var isMine = member.IsMember && preset.Live && member.Version == preset.Version;
            fresh += isMine && member.Phase == WorkspacePhase.Running && !TooOld(member, preset, now) ? 1 : 0;
            coming += isMine && member.Phase is (WorkspacePhase.Queued or WorkspacePhase.Starting) ? 1 : 0;
        }

        var created = plan.Actions.OfType<PlanAction.Create>().Sum(a => a.Members.Length);
        if (created > 0 && fresh + coming + created > target)
        {
            yield return $"{created} created beside {fresh} fresh and {coming} coming, for a target of {target}";
        }

        if (created > 0 && Forbidden(snapshot.Failures, now) is { } forbidden)
        {
            yield return $"{created} created although {forbidden}";
        }

        var deleted = Count(plan.Actions.OfType<PlanAction.Delete>().Where(a => a.Reason == RemovalReason.Surplus));
        if (deleted > 0 && fresh - deleted < target)
        {
            yield return $"{deleted} of {fresh} fresh members deleted, for a target of {target}";
        }

        var rollout = new RolloutCheck(snapshot, plan, target, now);
        var cancelled = Count(plan.Actions.OfType<PlanAction.Cancel>().Where(a => a.Reason == RemovalReason.Surplus));
        if (cancelled > 0 && fresh + coming - cancelled < target && !rollout.IsFull)
        {
            yield return $"{cancelled} cancelled of {fresh} fresh and {coming} coming, for a target of {target}";
        }

        foreach (var violation in rollout.Violations())
        {
            yield return violation;
        }
    }

    private static string? Forbidden(FailureFacts failures, DateTimeOffset now)
    {
        if (failures.ValidationFailed)
        {
            return "a permanent error forbids it";
        }

        if (failures.HardLimited)
        {
            return "too many creations failed in a row";
        }

        var delay = failures.Backoff;
        return delay is null || delay.FailedCount == 0 || now > delay.Until
            ? null
            : $"a backoff lasts until {delay.Until:O}";
    }

    /// <summary>What a plan begins has ids and names that nothing else has.</summary>
    private static IEnumerable<string> Identities(PresetSnapshot snapshot, PresetPlan plan)
    {
        var members = plan.Actions.OfType<PlanAction.Create>().SelectMany(a => a.Members).ToList();
        var builds = plan.Actions.OfType<PlanAction.Delete>().SelectMany(a => a.Members).Select(m => m.Build);
        Guid[] ids =
        [
            .. members.Select(m => m.Id.Value), .. members.Select(m => m.Build.Value), .. builds.Select(b => b.Value),
        ];
        foreach (var (id, times) in Shared(ids, snapshot.Members.Select(m => m.Id.Value).Append(Guid.Empty)))
        {
            yield return $"the id {id} is used {times} times";
        }

        var names = members.Select(m => m.Name);
        foreach (var (name, times) in Shared(names, snapshot.Members.Select(m => m.Name).Append(string.Empty)))
        {
            yield return $"the name '{name}' is used {times} times";
        }
    }

    /// <summary>What is made more than once, or is known already, and how often it is used.</summary>
    private static IEnumerable<(T One, int Times)> Shared<T>(IEnumerable<T> made, IEnumerable<T> known)
        where T : notnull
    {
        var uses = made.CountBy(one => one).ToDictionary();
        foreach (var one in uses.Count == 0 ? [] : known)
        {
            if (uses.TryGetValue(one, out var times))
            {
                uses[one] = times + 1;
            }
        }

        return uses.Where(use => use.Value > 1).Select(use => (use.Key, use.Value));
    }

    private static int Count(IEnumerable<PlanAction> removals) => removals.Sum(a => Removed(a).Count());

    internal static IEnumerable<WorkspaceId> Removed(PlanAction action) => action switch
    {
        PlanAction.Cancel cancel => cancel.Members,
        PlanAction.Delete delete => delete.Members.Select(m => m.Id),
        _ => [],
    };
}
