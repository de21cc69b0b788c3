using System.Collections.Immutable;
using Prebuilds.Planning.Rollouts;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rosters;

/// <summary>Sorts the members of a snapshot, one by one.</summary>
/// <param name="snapshot">The pool as it is.</param>
/// <param name="now">The instant of the decision.</param>
internal sealed class RosterBuilder(PresetSnapshot snapshot, DateTimeOffset now)
{
    private readonly Preset _preset = snapshot.Preset;
    private readonly bool _isRolling = snapshot.Preset.KeepsOlderVersions;
    private readonly PhaseCounts _counts = new();
    private readonly ImmutableArray<Workspace>.Builder _fresh =
        ImmutableArray.CreateBuilder<Workspace>(snapshot.Members.Length);

    private readonly List<Workspace> _stale = [];
    private readonly List<Workspace> _queued = [];
    private readonly List<Workspace> _leaving = [];
    private readonly List<Workspace> _older = [];
    private int _starting;
    private int _olderStarting;
    private int _withdrawn;

    /// <summary>The members sorted.</summary>
    public Roster Build()
    {
        foreach (var member in snapshot.Members)
        {
            if (member.IsMember)
            {
                Add(member);
            }
        }

        var unready = _fresh.Count(m => !m.Ready) + _older.Count(m => !m.Ready);
        var state = _counts.State(_preset, _fresh.Count, _fresh.Count + _older.Count - unready, now);
        var released = Succession.Released(_older, _fresh, snapshot.Reserved, state.Desired);
        _leaving.AddRange(released);
        return new Roster(
            state,
            _fresh.DrainToImmutable(),
            InOrder(_stale),
            InOrder(_queued),
            _queued.Count + _starting,
            InOrder(_leaving),
            _older.Count - released.Length + _olderStarting,
            _withdrawn,
            unready - released.Count(m => !m.Ready),
            _preset.Pool.Rollout.Surge.Of(state.Desired));
    }

    private void Add(Workspace member)
    {
        var isKept = _preset.Live && member.Version == _preset.Version;
        var isStale = member.Phase == WorkspacePhase.Running && Staleness.IsStale(member, _preset, now);
        // A queued creation of an older version is withdrawn by this very plan.
        if (isKept || !_preset.Live || (_isRolling && member.Phase != WorkspacePhase.Queued))
        {
            _counts.Add(member.Phase, isStale);
        }

        switch (member.Phase)
        {
            case WorkspacePhase.Starting:
                _starting += isKept ? 1 : 0;
                _olderStarting += _isRolling && !isKept ? 1 : 0;
                break;
            case WorkspacePhase.Queued:
                (isKept ? _queued : _leaving).Add(member);
                _withdrawn += _isRolling && !isKept ? 1 : 0;
                break;
            case WorkspacePhase.Running when isKept && !isStale:
                _fresh.Add(member);
                break;
            case WorkspacePhase.Running when isKept:
                _stale.Add(member);
                break;
            case WorkspacePhase.Running:
                (_isRolling && !isStale ? _older : _leaving).Add(member);
                break;
        }
    }

    private static ImmutableArray<Workspace> InOrder(List<Workspace> members)
    {
        members.Sort(MemberOrder.OldestFirst);
        return [.. members];
    }
}
