using System.Collections.Immutable;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.LoadTests.Loops;

/// <summary>One load test, from its first claim to its last answer.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="settings">What is done.</param>
/// <param name="time">Measures all waiting.</param>
internal sealed class ClaimLoad(IGrainFactory grains, LoadSettings settings, TimeProvider time)
{
    /// <summary>
    /// Claims until there were enough, and waits for all answers; or until it is told to stop: calls in flight then
    /// have an unknown outcome, and everything is recorded when this returns.
    /// </summary>
    /// <param name="history">Where every call goes; null: nowhere.</param>
    /// <param name="stop">Ends the run.</param>
    public async Task<LoadTally> Run(HistoryWriter? history, CancellationToken stop)
    {
        var clock = new RunClock(time);
        var tally = new LoadTally(clock.Start);
        var record = new LoadRecord(tally, history);
        var count = settings.Arrivals?.MaxInFlight ?? settings.Callers;
        ImmutableArray<ClaimCaller> callers =
            [.. Enumerable.Range(0, count).Select(_ => new ClaimCaller(grains, clock, record))];
        LoadLoop loop = settings.Arrivals is null
            ? new ClosedLoop(settings, clock, callers)
            : new OpenLoop(settings, clock, callers, record);
        await record.KeepUp(UntilStopped(loop, callers, stop), time);
        return tally;
    }

    private static async Task UntilStopped(LoadLoop loop, ImmutableArray<ClaimCaller> callers, CancellationToken stop)
    {
        try
        {
            await loop.Run(stop).WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            foreach (var caller in callers)
            {
                caller.Abandon();
            }
        }
    }
}
