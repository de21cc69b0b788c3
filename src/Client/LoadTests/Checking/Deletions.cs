using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>Which workspaces were asked to be deleted, and since when they surely are.</summary>
internal sealed class Deletions
{
    private readonly Dictionary<Guid, (long AskedTicks, Moment? Done)> _known = [];

    /// <summary>Reads a call that deletes.</summary>
    public void Add(Guid workspace, HistoryLine line, LineReference at)
    {
        if (line.Outcome == HistoryOutcome.Refused)
        {
            return;
        }

        var (asked, done) = _known.GetValueOrDefault(workspace, (long.MaxValue, null));
        _known[workspace] = (
            Math.Min(asked, line.Start.UtcTicks),
            line.Outcome == HistoryOutcome.Done ? Moment.First(done, Moment.End(line, at)) : done);
    }

    /// <summary>
    /// The store says that a workspace is gone: unless a line tells when, somebody else deleted it, any time.
    /// </summary>
    public void Gone(Guid workspace) => _known.TryAdd(workspace, (long.MinValue, null));

    /// <summary>When a deletion was first accepted; null: never, as far as is known.</summary>
    public Moment? Done(Guid workspace) => _known.GetValueOrDefault(workspace).Done;

    /// <summary>
    /// The ticks at which a deletion was first asked for; the greatest number: never, as far as is known.
    /// </summary>
    public long Asked(Guid workspace) => _known.TryGetValue(workspace, out var it) ? it.AskedTicks : long.MaxValue;
}
