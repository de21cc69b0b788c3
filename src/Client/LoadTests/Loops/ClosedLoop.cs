using System.Collections.Immutable;
using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.LoadTests.Loops;

/// <summary>A number of callers, each of whom claims again as soon as it is answered.</summary>
internal sealed class ClosedLoop(LoadSettings settings, RunClock clock, ImmutableArray<ClaimCaller> callers)
    : LoadLoop(settings, clock)
{
    /// <inheritdoc/>
    public override Task Run(CancellationToken stop) => Task.WhenAll(callers.Select((it, i) => Call(it, i, stop)));

    private async Task Call(ClaimCaller caller, int number, CancellationToken stop)
    {
        await Task.Yield();
        var plan = new ClaimPlan(Settings, number);
        while (!stop.IsCancellationRequested && Begins(Clock.Elapsed))
        {
            await caller.Make(plan.Next(), intended: null, stop);
        }
    }
}
