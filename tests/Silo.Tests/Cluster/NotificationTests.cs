using Prebuilds.Silo.Tests.Notifications;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>
/// Two real silos tell one real receiver; each is killed in turn, so the one that works for the webhook is too.
/// </summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_out_of_order_when_silos_are_killed()
    {
        await using var receiver = await Receiver.Start();
        await using var cluster = await SiloCluster.Start(
            2,
            ("Prebuilds__Notifications__Webhooks__ops__Url", receiver.Url),
            ("Prebuilds__Notifications__Webhooks__ops__Secret", "a secret of 16 characters"),
            ("Prebuilds__Notifications__Timeout", "1s"));
        await Eventually.Sees(
            () => cluster.Query("select name from sink", row => row.GetString(0)),
            sinks => sinks.Count == 2,
            "both sinks");
        await using var client = await cluster.Connect();
        var causes = new List<string>();
        foreach (var silo in new[] { 0, 1 })
        {
            await Stop($"before the kill of {silo}");
            await Told();
            await cluster.Kill(silo);
            await Stop($"after the kill of {silo}");
            await Stop($"and once more after that of {silo}");
            await Told();
            await cluster.Start(silo);
        }

        // What was told and not kept as such before a kill comes again, under the same id.
        var once = receiver.Posts.DistinctBy(post => post.Delivery).Select(post => post.Detail);
        Assert.Equal(causes.Select(cause => $"stopped: {cause}"), once);
        Assert.Contains("prebuilds_notifications_total{", string.Concat(
            await cluster.Silos[0].Get("/metrics"), await cluster.Silos[1].Get("/metrics")), StringComparison.Ordinal);

        async Task Stop(string cause)
        {
            causes.Add(cause);
            await client.Prebuilds.Loop.Stop(cause, CancellationToken.None);
        }

        Task Told() => Eventually.Sees(
            () => Task.FromResult(receiver.Posts.Select(post => post.Delivery).Distinct().Count()),
            count => count == causes.Count,
            $"{causes.Count} notifications");
    }
}
