using System.Collections.Immutable;
using Prebuilds.Pools;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>
/// A pool's members, sorted by what the decision does with them. Kept are those of the preset's version while it is
/// live; the others leave. The lists are oldest first, equal ages by id, but for <see cref="Fresh"/>, which is nearly the
/// whole pool and is seldom asked for its order.
/// </summary>
/// <remarks>Made in one pass: a pool of thousands is decided on after each batch of claims.</remarks>
/// <param name="State">The counts: of the kept members, or of every member when the preset is not live.</param>
/// <param name="Fresh">Kept, running, not stale; in any order.</param>
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

    /// <summary>How many fresh members cannot be handed out yet.</summary>
    public int Unready => Fresh.Length - State.Eligible;

    /// <summary>The fresh members in the order in which surplus goes: not ready before ready, then oldest first.</summary>
    public IEnumerable<Workspace> Surplus => State.Extraneous == 0
        ? []
        : Fresh.OrderBy(m => m.Ready).ThenBy(m => m, MemberOrder.OldestFirst);

    /// <summary>Sorts the members of a snapshot.</summary>
    public static Roster Of(PresetSnapshot snapshot, DateTimeOffset now)
    {
        var preset = snapshot.Preset;
        var counts = new PhaseCounts();
        var fresh = ImmutableArray.CreateBuilder<Workspace>(snapshot.Members.Length);
        var (stale, queued, leaving) = (new List<Workspace>(), new List<Workspace>(), new List<Workspace>());
        foreach (var member in snapshot.Members)
        {
            if (!member.IsMember)
            {
                continue;
            }

            var isKept = preset.Live && member.Version == preset.Version;
            var isStale = member.Phase == WorkspacePhase.Running && Staleness.IsStale(member, preset, now);
            if (isKept || !preset.Live)
            {
                counts.Add(member.Phase, isStale);
            }

            switch (member.Phase)
            {
                case WorkspacePhase.Queued or WorkspacePhase.Running when !isKept:
                    leaving.Add(member);
                    break;
                case WorkspacePhase.Queued:
                    queued.Add(member);
                    break;
                case WorkspacePhase.Running when isStale:
                    stale.Add(member);
                    break;
                case WorkspacePhase.Running:
                    fresh.Add(member);
                    break;
            }
        }

        var kept = fresh.DrainToImmutable();
        return new Roster(counts.State(preset, kept, now), kept, InOrder(stale), InOrder(queued), InOrder(leaving));
    }

    private static ImmutableArray<Workspace> InOrder(List<Workspace> members)
    {
        members.Sort(MemberOrder.OldestFirst);
        return [.. members];
    }
}
