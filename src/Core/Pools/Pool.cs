using System.Collections.Immutable;
using Prebuilds.Claims;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Pools;

/// <summary>
/// One preset's members in memory, as its grain knows them. Claims, one write and slices may be under way at once,
/// and their ends may be told in any order; no two writes may. Not safe for several threads: a grain's turn protects
/// it. Builds that are not applied yet are none of its business.
/// </summary>
public sealed class Pool
{
    private readonly Dictionary<WorkspaceId, Workspace> _members = [];
    private readonly HashSet<WorkspaceId> _reserved = [];
    private readonly HashSet<WorkspaceId> _withheld = [];
    private readonly ClaimedMemory _claimed = new();

    /// <summary>Every member that may be handed out, but for those found stale since the preset last changed.</summary>
    private SortedSet<Workspace> _free = [];

    /// <summary>A pool as its grain's activation loaded it.</summary>
    /// <param name="slice">The slice; its epoch is the activation's own.</param>
    public Pool(PresetSlice slice)
    {
        Epoch = slice.Epoch;
        Revision = slice.Revision;
        Preset = slice.Preset;
        Replace(slice.Members);
    }

    /// <summary>The epoch of the activation.</summary>
    public long Epoch { get; }

    /// <summary>The revision that the next write must name.</summary>
    public long Revision { get; private set; }

    /// <summary>The mark of what is known now.</summary>
    public PresetMark Mark => new(Epoch, Revision, _members.Count);

    /// <summary>The preset as of <see cref="Revision"/>.</summary>
    public Preset Preset { get; private set; }

    /// <summary>The unclaimed workspaces known now, reserved ones too, in any order.</summary>
    public ImmutableArray<Workspace> Members => [.. _members.Values];

    /// <summary>The members that claims in flight hold.</summary>
    public ImmutableHashSet<WorkspaceId> Reserved => [.. _reserved];

    /// <summary>The member of this id as it is known now; null: it is not the pool's.</summary>
    public Workspace? Find(WorkspaceId member) => _members.GetValueOrDefault(member);

    /// <summary>
    /// Reserves the oldest member that may be handed out and is not stale; of equal ages, the lower id. One of an older
    /// version only when there is none of the preset's. O(log n).
    /// The caller must tell what became of it: <see cref="Claimed"/>, <see cref="Return"/> or <see cref="Lost"/>.
    /// </summary>
    /// <param name="now">The instant of the claim; not before that of an earlier call.</param>
    /// <returns>The member; null when there is none.</returns>
    public Workspace? Take(DateTimeOffset now)
    {
        while (_free.Min is { } oldest)
        {
            _free.Remove(oldest);
            if (!Staleness.IsStale(oldest, Preset, now))
            {
                _reserved.Add(oldest.Id);
                return oldest;
            }
        }

        return null;
    }

    /// <summary>A claim that held this member failed without touching it: it may be handed out again.</summary>
    public void Return(WorkspaceId member)
    {
        if (_reserved.Remove(member) && _members.TryGetValue(member, out var known))
        {
            Offer(known);
        }
    }

    /// <summary>
    /// A claim that held this member is durable: it left the pool, and no older photograph brings it back.
    /// </summary>
    public void Claimed(WorkspaceId member)
    {
        _claimed.Add(member);
        Lost(member);
    }

    /// <summary>
    /// This member's row is not claimable, or nobody knows whether it was claimed: the pool forgets it until a slice
    /// shows it.
    /// </summary>
    public void Lost(WorkspaceId member)
    {
        _reserved.Remove(member);
        Forget(member);
    }

    /// <summary>Keeps members from being taken while a write that removes them is under way.</summary>
    /// <param name="members">The members that a plan is about to cancel or delete.</param>
    public void Withhold(IEnumerable<WorkspaceId> members)
    {
        foreach (var member in members)
        {
            _withheld.Add(member);
            if (_members.TryGetValue(member, out var known))
            {
                _free.Remove(known);
            }
        }
    }

    /// <summary>The write failed without touching anything: withheld members may be handed out again.</summary>
    public void Release()
    {
        var withheld = _withheld.ToList();
        _withheld.Clear();
        foreach (var member in withheld)
        {
            if (_members.TryGetValue(member, out var known))
            {
                Offer(known);
            }
        }
    }

    /// <summary>
    /// A write of this grain is durable. What a slice has shown since is as new or newer, and stays. Nothing is
    /// withheld any more, and members that are being claimed stay reserved.
    /// </summary>
    /// <param name="revision">The revision that the write made.</param>
    /// <param name="preset">The preset from then on.</param>
    /// <param name="changed">
    /// The rows it made or changed, as they are from then on; those that are no members are ignored.
    /// </param>
    /// <param name="gone">The rows it removed.</param>
    public void Written(long revision, Preset preset, IEnumerable<Workspace> changed, IEnumerable<WorkspaceId> gone)
    {
        if (revision > Revision)
        {
            Revision = revision;
            Apply(preset, changed, gone);
        }

        _claimed.Written();
        Release();
    }

    /// <summary>Takes over what a slice shows, unless the pool knows better.</summary>
    /// <param name="slice">The slice.</param>
    /// <returns>
    /// Whether it was taken over: false when it is older than what is known, or of another activation's epoch.
    /// </returns>
    public bool Adopt(PresetSlice slice)
    {
        if (slice.Epoch != Epoch || slice.Revision < Revision)
        {
            return false;
        }

        Revision = slice.Revision;
        if (slice.Preset == Preset)
        {
            Renew(slice.Members);
        }
        else
        {
            Preset = slice.Preset;
            Replace(slice.Members);
        }

        return true;
    }

    /// <summary>What a decision about this pool needs.</summary>
    /// <param name="failures">What follows from the preset's failures at the instant of the decision.</param>
    public PresetSnapshot ToSnapshot(FailureFacts failures) => new(Preset, Members, failures)
    {
        Reserved = _reserved.Count == 0 ? [] : [.. _reserved.Where(_members.ContainsKey)],
    };

    private void Apply(Preset preset, IEnumerable<Workspace> changed, IEnumerable<WorkspaceId> gone)
    {
        foreach (var member in gone)
        {
            Forget(member);
        }

        foreach (var member in changed)
        {
            Forget(member.Id);
            Learn(member);
        }

        if (preset != Preset)
        {
            Preset = preset;
            Replace(Members);
        }
    }

    /// <summary>Nearly always all is as it was: only what differs is sorted in anew.</summary>
    private void Renew(ImmutableArray<Workspace> members)
    {
        var seen = 0;
        foreach (var member in members)
        {
            var known = Find(member.Id);
            if (known != member)
            {
                Forget(member.Id);
                Learn(member);
                known = Find(member.Id);
            }

            seen += known is null ? 0 : 1;
        }

        if (seen < _members.Count)
        {
            foreach (var gone in _members.Keys.Except(members.Select(member => member.Id)).ToList())
            {
                Forget(gone);
            }
        }
    }

    private void Replace(IEnumerable<Workspace> members)
    {
        _members.Clear();
        _free = new SortedSet<Workspace>(MemberOrder.Prefer(Preset.Version));
        foreach (var member in members)
        {
            Learn(member);
        }
    }

    private void Learn(Workspace member)
    {
        if (member.IsMember && !_claimed.Contains(member.Id))
        {
            _members[member.Id] = member;
            Offer(member);
        }
    }

    private void Forget(WorkspaceId member)
    {
        if (_members.Remove(member, out var known))
        {
            _free.Remove(known);
        }
    }

    private void Offer(Workspace member)
    {
        if (ClaimRules.IsEligible(member, Preset) && !_reserved.Contains(member.Id) && !_withheld.Contains(member.Id))
        {
            _free.Add(member);
        }
    }
}
