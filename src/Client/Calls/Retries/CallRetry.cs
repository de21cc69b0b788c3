namespace Prebuilds.Client.Calls.Retries;

/// <summary>Makes a call again when the way to the cluster failed. Only for calls that may take effect twice.</summary>
internal sealed class CallRetry(TimeProvider clock)
{
    /// <summary>
    /// No further try begins later than this after the first; a cluster has replaced a lost silo by then.
    /// </summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock that all waiting is measured with.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>The answer of the first try that got one.</summary>
    /// <param name="call">One try.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="leavesOpen">
    /// Whether an answer says nothing about what an earlier try did: after a try without an answer, it is none.
    /// </param>
    /// <exception cref="Exception">
    /// The failure of the last try, when the budget is spent or the failure is not transient. Only what the caller
    /// cancelled ends as a cancellation.
    /// </exception>
    public async Task<T> Run<T>(Func<Task<T>> call, CancellationToken stop, Func<T, bool>? leavesOpen = null)
    {
        var began = Clock.GetTimestamp();
        var pauses = new Pauses();
        Exception? doubt = null;
        bool HasTime() => Clock.GetElapsedTime(began) + pauses.Next <= Budget;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var answer = await call().WaitAsync(stop);
                if (doubt is null || leavesOpen?.Invoke(answer) != true)
                {
                    return answer;
                }

                if (!HasTime())
                {
                    throw StillOpen(doubt);
                }
            }
            catch (Exception error) when (TransientFailure.Is(error) && HasTime())
            {
                // The next turn of the loop asks again; the last failure passes through the filter to the caller.
                doubt = error;
            }
            catch (OperationCanceledException last) when (!stop.IsCancellationRequested)
            {
                throw BrokenOff(last);
            }
            catch (OrleansException last) when (NoClaimsSiloException.IsBehind(last))
            {
                throw new NoClaimsSiloException(last);
            }

            await Task.Delay(pauses.Take(), Clock, stop);
        }
    }

    private static TimeoutException BrokenOff(OperationCanceledException last) => new(
        $"The cluster broke the call off, again and again for {Budget.TotalSeconds:0} s. Try again in a moment.", last);

    private static TimeoutException StillOpen(Exception doubt) => new(
        $"One try was not answered, and nobody looked what came of it in {Budget.TotalSeconds:0} s.", doubt);
}
