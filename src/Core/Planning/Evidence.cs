using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>Which failed members are kept to be looked at.</summary>
public static class Evidence
{
    /// <summary>How many failed members of a preset are kept: the newest ones.</summary>
    public const int Kept = 3;

    /// <summary>
    /// The deletion of failed members that are no longer kept, oldest first: all but the newest <see cref="Kept"/>,
    /// or all when the template is deleted. Reserved members stay.
    /// </summary>
    /// <param name="snapshot">The pool as it is.</param>
    /// <param name="newId">Gives an id that was never used, at each call.</param>
    /// <returns>The last action of a plan; null when there is nothing to delete.</returns>
    public static PlanAction.Delete? Excess(PresetSnapshot snapshot, Func<Guid> newId)
    {
        if (!snapshot.Members.Any(m => m.Phase == WorkspacePhase.Failed))
        {
            return null;
        }

        var excess = snapshot.Members
            .Where(m => m is { IsMember: true, Phase: WorkspacePhase.Failed })
            .OrderByDescending(m => m.CreatedAt)
            .ThenByDescending(m => m.Id.Value)
            .Skip(snapshot.Preset.TemplateDeleted ? 0 : Kept)
            .Where(m => !snapshot.Reserved.Contains(m.Id))
            .Reverse()
            .Select(m => new Removal(m.Id, new BuildId(newId())))
            .ToImmutableArray();
        return excess.IsEmpty ? null : new PlanAction.Delete(excess, RemovalReason.Evidence);
    }
}
