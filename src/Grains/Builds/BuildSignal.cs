namespace Prebuilds.Grains.Builds;

/// <summary>
/// Tells this silo's worker that something was queued, or who holds a lease that it is to be looked at, so that they
/// need not wait for their next poll or heartbeat. May be lost.
/// </summary>
public sealed class BuildSignal
{
    private TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes at the next <see cref="Pulse"/> after it was read: read it before looking into the store.
    /// </summary>
    public Task Next => Volatile.Read(ref _pulse).Task;

    /// <summary>Wakes whoever waits.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref _pulse, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .TrySetResult();
}
