using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Builds;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

public sealed class BuildWorkerTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _clock = new(A.Noon);

    [Fact]
    public async Task A_queue_that_gives_nothing_is_not_looked_through_without_rest_however_often_pools_pulse()
    {
        var signal = new BuildSignal();
        var store = new PulsingStore(_clock, signal, Look);
        using var stop = new CancellationTokenSource();

        // Without a rest this would not come back: each look brings the pulse for the next one.
        var work = Worker(store, signal).Work(stop.Token);
        Assert.Equal(1, store.Looks);
        _clock.Advance(Look / 2);
        Assert.Equal(1, store.Looks);
        _clock.Advance(Look / 2);
        await Eventually.Sees(() => Task.FromResult(store.Looks), looks => looks == 2, "the look after the rest");

        await stop.CancelAsync();
        await work;
    }

    private BuildWorker Worker(PulsingStore store, BuildSignal signal) => new(
        store,
        run: null!,
        signal,
        new LocalMachine(new MachineId(A.Id("here"))),
        Options.Create(new GrainsOptions()),
        _clock,
        _ => A.Id("lease"),
        NullLogger<BuildWorker>.Instance);
}
