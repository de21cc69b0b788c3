using Microsoft.Extensions.Time.Testing;
using Prebuilds.Grains.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>A queue that is looked through in vain: it takes a while, and pools pulse meanwhile.</summary>
internal sealed class PulsingStore(FakeTimeProvider clock, BuildSignal signal, TimeSpan look)
    : ForwardingStore(new InMemoryStore())
{
    private int _looks;

    /// <summary>How often it was looked through.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public override Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop)
    {
        Interlocked.Increment(ref _looks);
        clock.Advance(look);
        signal.Pulse();
        return Task.FromResult<BuildLease?>(null);
    }
}
