using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd;
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

    private static ClaimOptions Claim(string name) =>
        new("ada", name) { RequestId = name, Wait = TimeSpan.FromMinutes(1) };
}
