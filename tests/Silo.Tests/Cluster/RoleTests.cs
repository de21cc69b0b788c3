using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Grains;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>One silo hosts the pools, another works on the builds; clients know only the second.</summary>
public sealed class RoleTests(ITestOutputHelper output)
{
    private const int Claims = 0;
    private const int Builds = 1;

    private static readonly PresetName Preset = new("quick", "small");

    [Fact]
    public async Task Grains_live_where_claims_are_and_builds_run_where_builds_are()
    {
        await using var cluster = await SiloCluster.Start(
            [[("Prebuilds__Roles", "claims")], [("Prebuilds__Roles", "builds")]]);
        await using var client = await ClusterClient.Connect(cluster.Silos[Builds]);
        Assert.IsType<PushOutcome.Pushed>(
            await client.Prebuilds.Templates.Push("quick", QuickTemplate.Of(2), activate: true));

        var first = await client.Prebuilds.Claim(Preset, Claim("first"), CancellationToken.None);

        Assert.IsType<ClaimOutcome.Claimed>(first.Outcome);
        Assert.Equal(Claims, await cluster.HostOf(Preset));
        Assert.Contains("started, attempt 1", cluster.Silos[Builds].Program.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("started, attempt 1", cluster.Silos[Claims].Program.Printed, StringComparison.Ordinal);

        Assert.Equal(0, await cluster.Stop(Claims));
        var refusal = await Assert.ThrowsAsync<ClaimUnansweredException>(
            () => client.Prebuilds.Claim(Preset, Claim("second"), CancellationToken.None));

        output.WriteLine(refusal.Message);
        Assert.Contains("No silo with role claims is up", refusal.Message, StringComparison.Ordinal);
        await cluster.Start(Claims);
        var second = await client.Prebuilds.Claim(Preset, Claim("second"), CancellationToken.None);
        Assert.IsType<ClaimOutcome.Claimed>(second.Outcome);
    }

    [Fact]
    public async Task A_build_that_is_cancelled_ends_at_once_where_no_grains_are()
    {
        await using var cluster = await SiloCluster.Start(
            [[("Prebuilds__Roles", "claims")],
             [("Prebuilds__Roles", "builds"), ("Prebuilds__Builds__LeaseDuration", "01:00:00"),
              ("Prebuilds__Builds__MaxConcurrent", "1"), ("Prebuilds__Builds__ReservedForPeople", "0")]]);
        await using var client = await ClusterClient.Connect(cluster.Silos[Builds]);
        Assert.IsType<PushOutcome.Pushed>(
            await client.Prebuilds.Templates.Push("quick", QuickTemplate.Hanging, activate: true));
        // Its worker listens once the script runs; a word that comes before that is lost, and a heartbeat finds out.
        await Eventually.Sees(
            () => Task.FromResult(Directory.GetFiles(cluster.Data, "begun", SearchOption.AllDirectories).Length),
            begun => begun == 1,
            "a creation that has begun");
        var running = await Running(cluster, builds => builds.Count == 1);

        Assert.IsType<CommandOutcome.Done>(
            await client.Prebuilds.Builds.Cancel(Preset.ToId(), new BuildId(running.Single()), "ada"));

        // Its worker has room for one: another runs once this one's processes are gone, which no heartbeat tells it.
        await Running(cluster, builds => builds.Count == 1 && !builds.Overlaps(running));
        Assert.Equal(0, await cluster.Stop(Builds));
    }

    private static Task<HashSet<Guid>> Running(
        SiloCluster cluster, Func<HashSet<Guid>, bool> satisfies) => Eventually.Sees(
        () => cluster.Query(
            "select id from build where lease_id is not null and started_at is not null", row => row.GetGuid(0)),
        satisfies,
        "a build under way");

    private static ClaimOptions Claim(string name) =>
        new("ada", name) { RequestId = name, Wait = TimeSpan.FromMinutes(1) };
}
