using System.Collections.Immutable;
using Prebuilds.Pools;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rollouts;

/// <summary>Which members of older versions a rolling pool can do without.</summary>
internal static class Succession
{
    /// <summary>
    /// Each member of the preset's version that is ready releases one of an older version, and so does each older one
    /// beyond the target. Those that are not ready go first, then the oldest. A member that a claim holds is as good as
    /// gone: it neither goes nor releases another; nor does one above the target, which goes itself.
    /// </summary>
    /// <param name="older">Members of older versions, running and not stale.</param>
    /// <param name="fresh">Members of the preset's version, running and not stale.</param>
    /// <param name="reserved">Those that claims hold.</param>
    /// <param name="desired">The target.</param>
    public static ImmutableArray<Workspace> Released(
        IReadOnlyCollection<Workspace> older,
        IReadOnlyCollection<Workspace> fresh,
        ImmutableHashSet<WorkspaceId> reserved,
        int desired)
    {
        var free = older.Where(m => !reserved.Contains(m.Id)).ToList();
        if (free.Count == 0)
        {
            return [];
        }

        var held = fresh.Count(m => reserved.Contains(m.Id));
        var ready = fresh.Count(m => m.Ready && !reserved.Contains(m.Id));
        var needed = desired - Math.Min(ready, Math.Max(desired - held, 0));
        return
        [
            .. free.OrderBy(m => m.Ready).ThenBy(m => m, MemberOrder.OldestFirst).Take(free.Count - needed),
        ];
    }
}
