namespace Prebuilds.Grains.Builds;

/// <summary>Tells this silo's worker that something was queued, so that it need not wait for its next poll. May be lost.</summary>
public sealed class BuildSignal
{
    private TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Pulse"/> after it was read: read it before looking into the queue.</summary>
    public Task Next => Volatile.Read(ref _pulse).Task;

    /// <summary>Wakes the worker.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref _pulse, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .TrySetResult();
}
