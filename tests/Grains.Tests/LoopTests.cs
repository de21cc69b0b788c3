using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>The loop, while the store is slow or away.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task Removing_a_large_history_delays_no_tick()
    {
        await using var cluster = await PoolCluster.Start(new EndlessHistory(new InMemoryStore()));
        var loop = cluster.Grains.Orchestrator();

        var first = await Eventually.Sees(loop.GetStatus, status => status.LastPass is not null, "a tick");

        await Eventually.Sees(
            loop.GetStatus, status => status.LastPass!.StartedAt > first.LastPass!.StartedAt, "the tick after it");
    }

    [Fact]
    public async Task Versions_beyond_those_that_are_to_be_kept_are_removed_at_the_start()
    {
        var store = new InMemoryStore();
        for (var hours = 0; hours < 4; hours++)
        {
            var version = new TemplateVersion(
                new TemplateVersionId(A.Id($"version {hours}")),
                new TemplateDefinition("t", ProvisionerKind.Script, [], []),
                HasClaimStep: false,
                A.Noon.AddHours(hours));
            await store.PushVersion(version, new TemplatePackage([]), activate: true, default);
        }

        using var retention = new HistoryRetention(
            store,
            Options.Create(new GrainsOptions { KeepVersions = 2 }),
            TimeProvider.System,
            NullLogger<HistoryRetention>.Instance);
        await retention.StartAsync(default);

        await Eventually.Sees(
            () => store.ReadTemplate("t", default), template => template!.Versions.Length == 2, "the newest two");
        await retention.StopAsync(default);
    }

    [Fact]
    public async Task A_pass_that_failed_is_reported_and_the_next_one_is_clean()
    {
        var store = new NoSnapshot(new InMemoryStore());
        await using var cluster = await PoolCluster.Start(store);
        var loop = cluster.Grains.Orchestrator();

        var failed = await Eventually.Sees(
            loop.GetStatus, status => status.LastPass is { Errors.Length: > 0 }, "an error");
        Assert.Contains("no connection", failed.LastPass!.Errors[0]);

        store.IsAway = false;
        await Eventually.Sees(loop.GetStatus, status => status.LastPass is { Errors.Length: 0 }, "a clean pass");
    }

    [Fact]
    public async Task A_pool_that_was_read_looks_before_the_reading_ends_and_although_it_fails()
    {
        var store = new Interrupted(new InMemoryStore());
        var pool = new PoolSettings(1, null, TimeSpan.FromMinutes(5), null);
        await store.PushVersion(
            new TemplateVersion(
                new TemplateVersionId(A.Id("version")),
                new TemplateDefinition(
                    "t",
                    ProvisionerKind.Script,
                    [],
                    [new PresetDefinition("p", ImmutableSortedDictionary<string, string>.Empty, pool)]),
                HasClaimStep: false,
                A.Noon),
            new TemplatePackage([]),
            activate: true,
            default);

        // One pass only: the next one would ask for less, as the pool is at rest.
        await using var cluster = await PoolCluster.Start(
            store, options => options.ReconciliationInterval = TimeSpan.FromHours(1));

        await cluster.UntilReady(new PresetName("t", "p").ToId(), 1);
        var status = await Eventually.Sees(
            cluster.Grains.Orchestrator().GetStatus, status => status.LastPass is not null, "the end of a pass");
        Assert.Contains("the reading broke off", Assert.Single(status.LastPass!.Errors));
    }

    private sealed class EndlessHistory(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<int> Prune(DateTimeOffset before, CancellationToken stop)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 0;
        }
    }

    private sealed class NoSnapshot(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public volatile bool IsAway = true;

        public override Task<LoopSettings> TakeSnapshot(
            Action<LoopSettings, PresetSlice> show, CancellationToken stop) =>
            IsAway ? throw new StorageException("no connection") : base.TakeSnapshot(show, stop);
    }

    /// <summary>Goes on reading only when a pool that was shown is opened, and then fails.</summary>
    private sealed class Interrupted(IPrebuildStore inner) : ForwardingStore(inner)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task<PresetOpening> OpenPreset(PresetId preset, SiloIncarnation? silo, CancellationToken stop)
        {
            _opened.TrySetResult();
            return base.OpenPreset(preset, silo, stop);
        }

        public override async Task<LoopSettings> TakeSnapshot(
            Action<LoopSettings, PresetSlice> show, CancellationToken stop)
        {
            await base.TakeSnapshot(show, stop);
            await _opened.Task.WaitAsync(stop);
            throw new StorageException("the reading broke off");
        }
    }
}
