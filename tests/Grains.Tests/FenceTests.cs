using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Storage;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>
/// An activation whose time is over: what it is asked to write is refused, counted and logged, and its caller is told
/// to ask again.
/// </summary>
public sealed class FenceTests
{
    private static readonly SiloIncarnation Member = new("blue", "10.0.0.1", 11111, 1);

    [Fact]
    public async Task A_claim_under_an_epoch_that_is_over_is_refused_counted_and_logged()
    {
        await using var cluster = await Started(new InMemoryStore(), member: null);
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);
        var epoch = (await cluster.Store.ReadPreset(preset, default))!.Epoch;
        using var fenced = cluster.Count("prebuilds.stale_activations");
        await cluster.Store.OpenPreset(preset, null, default);

        await Assert.ThrowsAsync<StaleActivationException>(() => cluster.Claim(preset, "dev1"));

        Assert.Contains($"t/p: this activation of epoch {epoch} is stale and gives up", cluster.Logged);
        Assert.All(fenced.All, labels => Assert.Equal("template=t,preset=p", labels));
        Assert.NotEmpty(fenced.All);
        Assert.All(await cluster.Workspaces(preset), entry => Assert.True(entry.Workspace.IsMember));
    }

    [Fact]
    public async Task A_silo_that_was_given_up_changes_no_template_and_no_loop()
    {
        var store = new InMemoryStore();
        store.ActiveSilos[Member] = true;
        await using var cluster = await Started(store, Member);
        var first = await cluster.PushVersion(instances: 1, greeting: "one");
        var second = await cluster.PushVersion(instances: 1, greeting: "two");
        var template = cluster.Grains.Template("t");
        var loop = cluster.Grains.Orchestrator();
        await loop.Pause();
        using var fenced = cluster.Count("prebuilds.stale_activations");
        store.ActiveSilos.TryRemove(Member, out _);

        Func<Task>[] calls =
        [
            () => template.Promote(first.Version.Id),
            () => template.Deprecate(true),
            template.Delete,
            () => cluster.PushVersion(instances: 3),
            loop.Resume,
        ];
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<StaleActivationException>(call);
        }

        var stored = (await store.ReadTemplate("t", default))!;
        Assert.Equal((second.Version.Id, false, false), (stored.ActiveVersion, stored.Deprecated, stored.Deleted));
        Assert.True((await store.ReadSettings(default)).Paused);
        Assert.Equal(calls.Length, fenced.All.Count);
        Assert.Contains(
            cluster.Logged, line => line.Contains("Promote", StringComparison.Ordinal)
                && line.Contains($"Silo {Member} is no active member", StringComparison.Ordinal));
    }

    /// <summary>Without ticks: nothing but what is asked finds out.</summary>
    private static Task<PoolCluster> Started(IPrebuildStore store, SiloIncarnation? member) => PoolCluster.Start(
        store, options => options.ReconciliationInterval = TimeSpan.FromHours(1), member: member);
}
