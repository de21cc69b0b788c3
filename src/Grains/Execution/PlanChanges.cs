using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Planning;
using Prebuilds.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Execution;

/// <summary>A plan in the store's words. It makes no choice: ids, names and order are the plan's.</summary>
internal static class PlanChanges
{
    /// <summary>Most changes in one write; what is left over is planned again right after it.</summary>
    public const int MaxInOneWrite = 1000;

    /// <summary>The changes that execute a plan, in its order; a hold changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="preset">The preset it was made for.</param>
    /// <param name="now">The instant it was made at.</param>
    public static ImmutableArray<PresetChange> Of(PresetPlan plan, Preset preset, DateTimeOffset now) =>
        [.. plan.Actions.SelectMany(action => Each(action, preset, now)).Take(MaxInOneWrite)];

    /// <summary>The changes that execute one action, as far as they fit into one write.</summary>
    /// <param name="action">The action.</param>
    /// <param name="preset">The preset it is for.</param>
    /// <param name="now">The instant of the decision.</param>
    public static ImmutableArray<PresetChange> Of(PlanAction action, Preset preset, DateTimeOffset now) =>
        [.. Each(action, preset, now).Take(MaxInOneWrite)];

    /// <summary>The row of a member that is created now.</summary>
    private static Workspace Row(NewMember member, Preset preset, DateTimeOffset now) =>
        new(
            member.Id, preset.Id, preset.Version, SystemUser.Prebuilds, member.Name, WorkspacePhase.Queued,
            Ready: false, now);

    private static IEnumerable<PresetChange> Each(PlanAction action, Preset preset, DateTimeOffset now) =>
        action switch
        {
            PlanAction.Cancel cancel => cancel.Members.Select(id => new PresetChange.Cancel(
                id, CancelReasons.Of(cancel.Reason, preset))),
            PlanAction.Delete delete => delete.Members.Select(member => new PresetChange.Delete(
                member.Id, SystemUser.Prebuilds, member.Build, BuildPriority.Removal)),
            PlanAction.Create create => create.Members.Select(member => new PresetChange.Create(
                Row(member, preset, now), member.Build)),
            PlanAction.Hold => [],
            _ => throw new UnreachableException($"Unknown plan action {action}."),
        };
}
