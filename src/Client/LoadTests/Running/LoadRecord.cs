using System.Collections.Concurrent;
using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Running;

/// <summary>
/// Takes what callers have to tell without making them wait, and counts and writes it beside them: one consumer, no
/// lock.
/// </summary>
/// <param name="tally">Counts.</param>
/// <param name="history">Writes; null: nobody wants a history.</param>
internal sealed class LoadRecord(LoadTally tally, HistoryWriter? history)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<LoadEvent> _events = new();
    private readonly ConcurrentQueue<DateTimeOffset> _notSent = new();

    /// <summary>A call is over.</summary>
    public void Add(LoadEvent call) => _events.Enqueue(call);

    /// <summary>A claim that was due was not sent.</summary>
    public void NotSent(DateTimeOffset intended) => _notSent.Enqueue(intended);

    /// <summary>Counts and writes what comes until the work is over, and then the rest.</summary>
    public async Task KeepUp(Task work, TimeProvider clock)
    {
        while (!work.IsCompleted)
        {
            Drain();
            await Task.WhenAny(work, Task.Delay(Interval, clock));
        }

        Drain();
        await work;
    }

    private void Drain()
    {
        while (_events.TryDequeue(out var call))
        {
            tally.Add(call);
            history?.Write(call.Line);
        }

        while (_notSent.TryDequeue(out var intended))
        {
            tally.NotSent(intended);
        }

        history?.Flush();
    }
}
