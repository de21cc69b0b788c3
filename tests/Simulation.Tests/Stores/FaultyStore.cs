using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Simulation.Tests.Worlds;
using Prebuilds.Storage;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Simulation.Tests.Stores;

/// <summary>
/// The store as one process sees it over a network: slow, sometimes away, and a call that failed may have taken effect,
/// or may take it later.
/// </summary>
internal sealed class FaultyStore(IPrebuildStore inner, VirtualTime time, Misfortune misfortune)
    : ForwardingStore(inner)
{
    protected override Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(stop);
        }

        var answer = new TaskCompletionSource<T>();
        if (stop.CanBeCanceled)
        {
            stop.Register(() => answer.TrySetCanceled(stop));
        }

        var fate = misfortune.OfStoreCall();
        if (fate is StoreFate.FailsBefore or StoreFate.FailsWithLateEffect)
        {
            time.After(Latency(), () => answer.TrySetException(new StorageException($"{name}: no answer")));
        }

        if (fate is not StoreFate.FailsBefore)
        {
            time.After(
                fate == StoreFate.FailsWithLateEffect ? Late() : Latency(), () => Take(name, effect, fate, answer));
        }

        return answer.Task;
    }

    private void Take<T>(string name, Func<Task<T>> effect, StoreFate fate, TaskCompletionSource<T> answer)
    {
        if (misfortune.StoreIsAway)
        {
            time.After(Latency(), () => answer.TrySetException(new StorageException($"{name}: no connection")));
            return;
        }

        // The store behind is done when it returns.
        var taken = effect();
        time.After(Latency(), () =>
        {
            if (fate == StoreFate.FailsAfter)
            {
                answer.TrySetException(new StorageException($"{name}: connection lost"));
            }
            else if (taken.Exception is { } error)
            {
                answer.TrySetException(error.InnerExceptions);
            }
            else
            {
                answer.TrySetResult(taken.GetAwaiter().GetResult());
            }
        });
    }

    private TimeSpan Latency() => misfortune.StoreIsSlow ? time.Milliseconds(200, 1500) : time.Milliseconds(1, 20);

    private TimeSpan Late() => time.Milliseconds(20, 3000);
}
