using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>A silo that hangs until the others have given it up, and then runs again as if nothing had been.</summary>
public sealed class FreezeTests(ITestOutputHelper output)
{
    private const int Expelled = 3;

    private static readonly PresetName Preset = new("quick", "small");

    [Fact]
    public async Task A_silo_that_was_given_up_writes_nothing_takes_no_epoch_and_ends()
    {
        await using var cluster = await SiloCluster.Start(3);
        await using var client = await cluster.Connect();
        Assert.IsType<PushOutcome.Pushed>(
            await client.Prebuilds.Templates.Push("quick", QuickTemplate.Of(6), activate: true));
        await using var run = ClaimRun.Begin(client, cluster.Folder, Load);
        await UntilGranted(cluster, 5);
        var zombie = await cluster.HostOf(Preset);
        var before = await Epoch(cluster);

        await cluster.Freeze(zombie);
        await cluster.UntilMembers(2);
        var successors = await Eventually.Sees(() => Epoch(cluster), epoch => epoch > before, "a successor");
        await UntilGranted(cluster, await Granted(cluster) + 5);
        await UntilCounted(cluster, survivors: Enumerable.Range(0, 3).Where(silo => silo != zombie));
        await cluster.Thaw(zombie);
        var exitCode = await cluster.Silos[zombie].Program.Ended();

        var printed = cluster.Silos[zombie].Program.Printed;
        output.WriteLine(printed);
        Assert.Equal(Expelled, exitCode);
        Assert.Contains("can be no member of its cluster any more", printed, StringComparison.Ordinal);
        Assert.Equal(successors, await Epoch(cluster));
        await UntilGranted(cluster, await Granted(cluster) + 5);
        await run.End();
        await run.Judge();
    }

    [Fact]
    public async Task Clients_that_start_while_a_silo_hangs_begin_with_the_others()
    {
        await using var cluster = await SiloCluster.Start(3);
        await cluster.Freeze(0);

        var clients = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => cluster.Connect()));

        Assert.Equal(3, (await cluster.Members()).Count);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        await cluster.UntilMembers(2);
        await cluster.Thaw(0);
        Assert.Equal(Expelled, await cluster.Silos[0].Program.Ended());
    }

    [Fact]
    public async Task A_cluster_whose_only_member_hangs_is_joined_all_the_same()
    {
        await using var cluster = await SiloCluster.Start(2);
        await cluster.Freeze(0);
        await cluster.Kill(1);

        await cluster.Start(1);

        await cluster.UntilMembers(1);
        await cluster.Thaw(0);
        Assert.Equal(Expelled, await cluster.Silos[0].Program.Ended());
    }

    private static LoadSettings Load => new()
    {
        Presets = [Preset],
        Run = "freeze",
        Seed = 1,
        Arrivals = new ArrivalSettings { Rate = 20, MaxInFlight = 50 },
        RepeatPercent = 20,
        DeletePercent = 50,
        Users = 3,
    };

    /// <summary>Waits until each survivor has counted and reported the one that was given up.</summary>
    private static async Task UntilCounted(SiloCluster cluster, IEnumerable<int> survivors)
    {
        foreach (var silo in survivors)
        {
            await Eventually.Sees(() => cluster.GivenUpBeside(silo), count => count == 1, $"a silo lost beside {silo}");
            Assert.Contains(
                "was given up by its cluster", cluster.Silos[silo].Program.Printed, StringComparison.Ordinal);
        }
    }

    private static Task<long> UntilGranted(SiloCluster cluster, long count) => Eventually.Sees(
        () => Granted(cluster), granted => granted >= count, $"{count} claims granted");

    private static async Task<long> Granted(SiloCluster cluster) =>
        (await cluster.Query("select count(*) from claim", row => row.GetInt64(0))).Single();

    private static async Task<long> Epoch(SiloCluster cluster) => (await cluster.Epochs())[Preset.ToId().Value];
}
