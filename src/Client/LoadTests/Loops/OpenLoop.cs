using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.LoadTests.Loops;

/// <summary>
/// Claims that come when they come, whether or not earlier ones are answered. Each is made by a caller that is free;
/// when there is none, it is not sent, and that is counted.
/// </summary>
internal sealed class OpenLoop(
    LoadSettings settings, RunClock clock, ImmutableArray<ClaimCaller> callers, LoadRecord record)
    : LoadLoop(settings, clock)
{
    /// <summary>No timer is finer.</summary>
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentStack<ClaimCaller> _free = new(callers);
    private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Claims that are not answered, and one for the loop that sends them.</summary>
    private int _open = 1;

    /// <inheritdoc/>
    public override async Task Run(CancellationToken stop)
    {
        // Its seed is no caller's.
        var arrivals = Settings.Arrivals!.Process(new Chance(~Settings.Seed));
        var plan = new ClaimPlan(Settings, 0);
        while (true)
        {
            var due = TimeSpan.FromSeconds(arrivals.Next());
            if (!Begins(due))
            {
                break;
            }

            await Until(due, stop);
            stop.ThrowIfCancellationRequested();
            Send(plan.Next(), Clock.Start + due, stop);
        }

        Answered();
        await _allAnswered.Task;
    }

    private async Task Until(TimeSpan due, CancellationToken stop)
    {
        while (due - Clock.Elapsed is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < Finest ? Finest : wait, Clock.Waiting, stop);
        }
    }

    private void Send(PlannedClaim claim, DateTimeOffset intended, CancellationToken stop)
    {
        if (_free.TryPop(out var caller))
        {
            Interlocked.Increment(ref _open);
            _ = Make(caller, claim, intended, stop);
        }
        else
        {
            record.NotSent(intended);
        }
    }

    private async Task Make(ClaimCaller caller, PlannedClaim claim, DateTimeOffset intended, CancellationToken stop)
    {
        try
        {
            await caller.Make(claim, intended, stop);
            _free.Push(caller);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run was interrupted between two tries; nobody waits for it any more.
        }
        catch (Exception error)
        {
            _allAnswered.TrySetException(error);
        }
        finally
        {
            Answered();
        }
    }

    private void Answered()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _allAnswered.TrySetResult();
        }
    }
}
