using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
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
        var history = new ClaimHistory(client.Prebuilds, Preset);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 3).Select(_ => history.ClaimUntil(stop.Token)).ToList();
        await UntilGranted(history, 5);
        var zombie = await cluster.HostOf(Preset);
        var before = await Epoch(cluster);

        await cluster.Freeze(zombie);
        await cluster.UntilMembers(2);
        var successors = await Eventually.Sees(() => Epoch(cluster), epoch => epoch > before, "a successor");
        await UntilGranted(history, history.Granted + 5);
        await cluster.Thaw(zombie);
        var exitCode = await cluster.Silos[zombie].Program.Ended();

        var printed = cluster.Silos[zombie].Program.Printed;
        output.WriteLine(printed);
        Assert.Equal(Expelled, exitCode);
        Assert.Contains("can be no member of its cluster any more", printed, StringComparison.Ordinal);
        Assert.Equal(successors, await Epoch(cluster));
        await UntilGranted(history, history.Granted + 5);
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        await history.AskAgain();
        await Judge(cluster, history);
    }

    private static async Task Judge(SiloCluster cluster, ClaimHistory history)
    {
        var given = history.Answers.Values.OfType<WorkspaceId>().Select(id => id.Value).ToList();
        var claimed = await cluster.Query("select workspace_id from claim", row => row.GetGuid(0));
        var owned = await cluster.Query("select id from workspace where owner_name = 'ada'", row => row.GetGuid(0));

        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.True(claimed.SetEquals(given));
        Assert.Empty(history.Kept.Select(id => id.Value).Except(owned));
    }

    private static Task<int> UntilGranted(ClaimHistory history, int count) => Eventually.Sees(
        () => Task.FromResult(history.Granted), granted => granted >= count, $"{count} claims granted");

    private static async Task<long> Epoch(SiloCluster cluster) => (await cluster.Epochs())[Preset.ToId().Value];
}
