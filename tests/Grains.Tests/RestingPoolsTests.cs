using System.Net;
using Prebuilds.Claims;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>Which pools the loop leaves alone.</summary>
public sealed class RestingPoolsTests
{
    private static readonly PresetId Preset = A.Preset().Id;
    private static readonly PoolRest Rest = new(new PresetMark(1, 2, 3), A.Noon.AddMinutes(1));

    [Fact]
    public void A_pool_is_left_alone_until_time_gives_it_something_to_do()
    {
        var pools = Knowing(LoopSettings.Running);
        pools.Note(Preset, Rest, LoopSettings.Running, A.Noon);

        Assert.Equal(Rest.Mark, pools.Marks(A.Noon.AddSeconds(59))[Preset]);
        Assert.Empty(pools.Marks(A.Noon.AddMinutes(1)));
    }

    [Fact]
    public void No_pool_is_left_alone_for_longer_than_five_minutes()
    {
        var pools = Knowing(LoopSettings.Running);
        pools.Note(Preset, Rest with { Until = DateTimeOffset.MaxValue }, LoopSettings.Running, A.Noon);

        Assert.Single(pools.Marks(A.Noon.AddSeconds(299)));
        Assert.Empty(pools.Marks(A.Noon.AddMinutes(5)));
    }

    [Fact]
    public void A_pool_that_is_at_rest_no_more_is_told_again()
    {
        var pools = Knowing(LoopSettings.Running);
        pools.Note(Preset, Rest, LoopSettings.Running, A.Noon);
        pools.Note(Preset, null, LoopSettings.Running, A.Noon);

        Assert.Empty(pools.Marks(A.Noon));
    }

    [Fact]
    public void When_the_settings_change_every_pool_is_told_and_answers_to_the_old_ones_count_no_more()
    {
        var paused = new LoopSettings(Paused: true, null);
        var pools = Knowing(LoopSettings.Running);
        pools.Note(Preset, Rest, LoopSettings.Running, A.Noon);

        Assert.True(pools.Know(LoopSettings.Running));
        Assert.Single(pools.Marks(A.Noon));
        Assert.False(pools.Know(paused));
        pools.Note(Preset, Rest, LoopSettings.Running, A.Noon);
        Assert.Empty(pools.Marks(A.Noon));
        pools.Note(Preset, Rest, paused, A.Noon);
        Assert.Single(pools.Marks(A.Noon));
    }

    [Fact]
    public void When_a_silo_has_left_every_pool_is_told()
    {
        var pools = Knowing(LoopSettings.Running);
        pools.Know([Silo(1), Silo(2)]);
        pools.Note(Preset, Rest, LoopSettings.Running, A.Noon);

        pools.Know([Silo(1), Silo(2), Silo(3)]);
        Assert.Single(pools.Marks(A.Noon));
        pools.Know([Silo(1), Silo(3)]);
        Assert.Empty(pools.Marks(A.Noon));
    }

    [Fact]
    public async Task Ticks_leave_a_full_pool_out_and_show_it_again_after_a_claim_and_after_a_pause()
    {
        var store = new Watched(new InMemoryStore());
        await using var cluster = await PoolCluster.Start(store);
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);
        await Eventually.Sees(() => Task.FromResult(store.AtRest), count => count == 1, "the pool at rest");

        Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));
        var claimed = store.Shown;
        await cluster.UntilReady(preset, 2);
        await Eventually.Sees(() => Task.FromResult(store.Shown), shown => shown > claimed, "the pool shown again");
        await Eventually.Sees(() => Task.FromResult(store.AtRest), count => count == 1, "the pool at rest again");

        var running = store.Shown;
        await cluster.Grains.Orchestrator().Pause();

        Assert.True(store.Shown > running);
    }

    private static SiloAddress Silo(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    private static RestingPools Knowing(LoopSettings settings)
    {
        var pools = new RestingPools();
        Assert.False(pools.Know(settings));
        return pools;
    }

    private sealed class Watched(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public volatile int AtRest;
        public volatile int Shown;

        public override Task<LoopSettings> TakeSnapshot(
            Action<LoopSettings, PresetSlice> show, CancellationToken stop)
        {
            AtRest = 0;
            return base.TakeSnapshot(
                (settings, slice) =>
                {
                    Interlocked.Increment(ref Shown);
                    show(settings, slice);
                },
                stop);
        }

        public override async Task<Snapshot> TakeSnapshot(
            IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop)
        {
            var snapshot = await base.TakeSnapshot(atRest, stop);
            AtRest = snapshot.AtRest;
            Interlocked.Add(ref Shown, snapshot.Presets.Length);
            return snapshot;
        }
    }
}
