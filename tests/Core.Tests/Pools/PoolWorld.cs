using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Pools;

/// <summary>
/// A store and the one pool that writes to it, with everything that may be under way between the two: claims, one
/// write, photographs. Each step does one thing to one of them, so a list of numbers makes any order of events.
/// </summary>
internal sealed class PoolWorld
{
    private readonly Dictionary<WorkspaceId, Workspace> _rows = [];
    private readonly HashSet<WorkspaceId> _claimed = [];
    private readonly HashSet<WorkspaceId> _told = [];
    private readonly List<(Workspace Candidate, bool? Granted)> _claims = [];
    private readonly List<PresetSlice> _photographs = [];
    private Preset _preset = A.Preset(9);
    private long _revision = 1;
    private int _names;
    private Write? _write;

    public PoolWorld()
    {
        for (var i = 0; i < 4; i++)
        {
            Put(NewMember());
        }

        Pool = new Pool(Photograph());
    }

    public Pool Pool { get; }

    /// <summary>Does one of the things that can happen now, and looks whether all is well.</summary>
    public void Step(int number)
    {
        var pick = number / 16;
        switch (number % 16)
        {
            case 0 or 1 or 2:
                Take();
                break;
            case 3 or 4:
                CommitClaim(pick);
                break;
            case 5 or 6:
                TellClaim(pick);
                break;
            case 7 or 8:
                _photographs.Add(Photograph());
                break;
            case 9 or 10:
                Deliver(pick);
                break;
            case 11:
                BeginWrite(pick);
                break;
            case 12:
                CommitWrite();
                break;
            case 13 or 14:
                TellWrite();
                break;
            default:
                _preset = _preset with { HasClaimStep = !_preset.HasClaimStep };
                _revision++;
                break;
        }

        Look();
    }

    /// <summary>Lets everything under way come to its end, and takes a last photograph.</summary>
    public void Settle()
    {
        while (_claims.Count > 0)
        {
            CommitClaim(0);
            TellClaim(0);
        }

        TellWrite();
        Assert.True(Pool.Adopt(Photograph()));
        Look();
        Assert.Equal(_rows.Values.Select(m => m.Name).Order(), Pool.Members.Select(m => m.Name).Order());
        Assert.Equal(_preset, Pool.Preset);
        Assert.Empty(Pool.Reserved);
        while (Pool.Take(A.Noon) is { } member)
        {
            Assert.True(_rows[member.Id].Ready);
            Pool.Claimed(member.Id);
        }

        Assert.DoesNotContain(Pool.Members, m => m.Ready);
    }

    private void Look()
    {
        Assert.DoesNotContain(Pool.Members, m => _told.Contains(m.Id));
        Assert.Equal(_claims.Select(c => c.Candidate.Id).ToHashSet(), Pool.Reserved.ToHashSet());
        Assert.InRange(Pool.Revision, 1, _revision);
    }

    private void Take()
    {
        if (Pool.Take(A.Noon) is { } member)
        {
            Assert.DoesNotContain(member.Id, _told);
            Assert.DoesNotContain(_claims, c => c.Candidate.Id == member.Id);
            Assert.False(_write is not null && _write.Leaving.Contains(member.Id));
            _claims.Add((member, null));
        }
    }

    private void CommitClaim(int pick)
    {
        var open = _claims.FindIndex(pick % Math.Max(_claims.Count, 1), c => c.Granted is null);
        if (open >= 0)
        {
            var id = _claims[open].Candidate.Id;
            var granted = _rows.TryGetValue(id, out var row) && row is { Phase: WorkspacePhase.Running, Ready: true };
            if (granted)
            {
                Assert.True(_claimed.Add(id), "claimed twice");
                _rows.Remove(id);
            }

            _claims[open] = (_claims[open].Candidate, granted);
        }
    }

    private void TellClaim(int pick)
    {
        if (_claims.Count == 0)
        {
            return;
        }

        var (candidate, granted) = _claims[pick % _claims.Count];
        _claims.RemoveAt(pick % _claims.Count);
        switch (granted)
        {
            case true:
                _told.Add(candidate.Id);
                Pool.Claimed(candidate.Id);
                break;
            case false:
                Pool.Lost(candidate.Id);
                break;
            default:
                Pool.Return(candidate.Id);
                break;
        }
    }

    private void Deliver(int pick)
    {
        if (_photographs.Count > 0)
        {
            Pool.Adopt(_photographs[pick % _photographs.Count]);
        }
    }

    private void BeginWrite(int pick)
    {
        if (_write is not null)
        {
            return;
        }

        var free = Pool.Members.Where(m => !Pool.Reserved.Contains(m.Id)).OrderBy(m => m.Name).ToList();
        var leaving = free.Where((_, i) => ((pick >> i) & 3) == 3).Select(m => m.Id).ToHashSet();
        _write = new Write(Pool.Revision, leaving, [.. Enumerable.Range(0, pick % 3).Select(_ => NewMember())]);
        Pool.Withhold(leaving);
    }

    private void CommitWrite()
    {
        if (_write is not { Answer: null } write)
        {
            return;
        }

        if (write.Seen != _revision)
        {
            _write = write with { Answer = 0 };
            return;
        }

        var gone = write.Leaving.Where(id => _rows.TryGetValue(id, out var row) && !row.Ready).ToList();
        var deleting = write.Leaving.Where(id => _rows.TryGetValue(id, out var row) && row.Ready)
            .Select(id => _rows[id] with { Phase = WorkspacePhase.Deleting, Ready = false }).ToList();
        gone.ForEach(id => _rows.Remove(id));
        deleting.ForEach(Put);
        write.Created.ForEach(Put);
        _write = write with
        {
            Answer = ++_revision,
            Gone = gone,
            Changed = [.. deleting, .. write.Created],
            After = _preset,
        };
    }

    private void TellWrite()
    {
        CommitWrite();
        switch (_write)
        {
            case null:
                return;
            case { Answer: 0 }:
                Pool.Release();
                break;
            default:
                Pool.Written(_write.Answer!.Value, _write.After!, _write.Changed, _write.Gone);
                break;
        }

        _write = null;
    }

    private PresetSlice Photograph() => new(_preset, 3, _revision, [.. _rows.Values], []);

    private void Put(Workspace row) => _rows[row.Id] = row;

    private Workspace NewMember()
    {
        var name = $"m{++_names}";
        return A.Member(name) with { CreatedAt = A.Noon.AddSeconds(_names / 2), Ready = _names % 4 != 0 };
    }

    /// <summary>A write under way.</summary>
    /// <param name="Seen">The revision that it names.</param>
    /// <param name="Leaving">Whom it deletes.</param>
    /// <param name="Created">Whom it creates.</param>
    private sealed record Write(long Seen, HashSet<WorkspaceId> Leaving, List<Workspace> Created)
    {
        /// <summary>The revision that it made; 0: it was refused; null: the store has not decided.</summary>
        public long? Answer { get; init; }

        public List<WorkspaceId> Gone { get; init; } = [];

        public List<Workspace> Changed { get; init; } = [];

        public Preset? After { get; init; }
    }
}
