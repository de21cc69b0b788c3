using System.Collections.Immutable;
using Prebuilds.Pools;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rosters;

/// <summary>
/// A pool's members, sorted by what the decision does with them. Kept are those of the preset's version while it is
/// live; the others leave, at once or as a rolling pool can do without them. The lists are oldest first, equal ages by
/// id, but for <see cref="Fresh"/>, which is nearly the whole pool and is seldom asked for its order.
/// </summary>
/// <remarks>Made in one pass: a pool of thousands is decided on after each batch of claims.</remarks>
/// <param name="State">The counts.</param>
/// <param name="Fresh">Kept, running, not stale; in any order.</param>
/// <param name="Stale">Kept, running, stale.</param>
/// <param name="Queued">Kept, and nobody has begun to create it.</param>
/// <param name="Coming">How many kept ones are queued or starting.</param>
/// <param name="Leaving">Not kept, and queued or running: what can be withdrawn or deleted now.</param>
/// <param name="Older">How many members of older versions stay for now: running, starting, or held by claims.</param>
/// <param name="Withdrawn">How many queued ones of older versions a rolling pool withdraws.</param>
/// <param name="Unready">How many fresh members, of whatever version, cannot be handed out yet.</param>
/// <param name="Surge">How many members may be too many while there are older ones.</param>
internal sealed record Roster(
    PoolState State,
    ImmutableArray<Workspace> Fresh,
    ImmutableArray<Workspace> Stale,
    ImmutableArray<Workspace> Queued,
    int Coming,
    ImmutableArray<Workspace> Leaving,
    int Older,
    int Withdrawn,
    int Unready,
    int Surge)
{
    /// <summary>
    /// How many members are to be created, were nothing to hold them. What is being withdrawn may have been begun
    /// already, so nothing takes its place before that is known.
    /// </summary>
    public int Missing => Math.Max(Room(Older + Withdrawn), 0);

    /// <summary>How many kept members there are too many once all that is on its way has come.</summary>
    public int Overbooked => Math.Max(-Room(Older), 0);

    /// <summary>
    /// The fresh members in the order in which surplus goes: not ready before ready, then oldest first.
    /// </summary>
    public IEnumerable<Workspace> Surplus => State.Extraneous == 0
        ? []
        : Fresh.OrderBy(m => m.Ready).ThenBy(m => m, MemberOrder.OldestFirst);

    /// <summary>
    /// How many more kept ones there may be: up to the target, and beside so many older ones up to the surge.
    /// </summary>
    private int Room(int older) => State.Desired + Math.Min(Surge - older, 0) - Fresh.Length - Coming;
}
