using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Core.Tests.Planning.Properties;

/// <summary>What happens to a pool: its plans are executed, and provisioners do their work.</summary>
internal static class Execution
{
    /// <summary>The plan for a pool, with ids that no earlier plan has chosen.</summary>
    public static PresetPlan Plan(PresetSnapshot pool) => PresetPlanner.Plan(pool, A.Noon, Guid.NewGuid);

    /// <summary>The pool after a plan, or after that part of its steps that the filter lets through.</summary>
    public static PresetSnapshot Execute(PresetSnapshot pool, PresetPlan plan, Func<WorkspaceId, bool>? only = null)
    {
        only ??= _ => true;
        var cancelled = plan.Actions.OfType<PlanAction.Cancel>().SelectMany(a => a.Members).Where(only).ToHashSet();
        var deleted = plan.Actions.OfType<PlanAction.Delete>().SelectMany(a => a.Members).Select(m => m.Id).Where(only);
        var created = plan.Actions.OfType<PlanAction.Create>().SelectMany(a => a.Members).Where(m => only(m.Id));
        var leaving = deleted.ToHashSet();
        return pool with
        {
            Members =
            [
                .. pool.Members
                    .Where(m => !cancelled.Contains(m.Id))
                    .Select(m => leaving.Contains(m.Id) ? Leaving(m) : m),
                .. created.Select(New),
            ],
        };
    }

    /// <summary>The pool after provisioners have done one step of everything that they have to do.</summary>
    public static PresetSnapshot Provision(PresetSnapshot pool, Func<WorkspaceId, bool>? only = null) => pool with
    {
        Members =
        [
            .. pool.Members
                .Select(m => only is null || only(m.Id) ? Next(m) : m)
                .OfType<Workspace>(),
        ],
    };

    private static Workspace? Next(Workspace member) => member.Phase switch
    {
        WorkspacePhase.Queued => member with { Phase = WorkspacePhase.Starting },
        WorkspacePhase.Starting => member with { Phase = WorkspacePhase.Running },
        WorkspacePhase.Running => member with { Ready = true },
        WorkspacePhase.Deleting => null,
        _ => member,
    };

    private static Workspace Leaving(Workspace member) =>
        member with { Phase = WorkspacePhase.Deleting, Ready = false };

    private static Workspace New(NewMember member) => A.Member() with
    {
        Id = member.Id,
        Name = member.Name,
        Phase = WorkspacePhase.Queued,
        Ready = false,
        CreatedAt = A.Noon,
    };
}
