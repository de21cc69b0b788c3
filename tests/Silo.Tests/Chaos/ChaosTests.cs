using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.Cluster;
using Prebuilds.Silo.Tests.EndToEnd;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;
using Xunit.Abstractions;
using static System.FormattableString;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>
/// Three real silos on a real PostgreSQL server, all of which are harmed again and again under claims and refill.
/// PREBUILDS_CHAOS_MINUTES says how long (0, the default: until every kind of harm was done once, but 25 s at
/// most), PREBUILDS_CHAOS_RATE how many claims come a second, PREBUILDS_SEED which harm.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private readonly ChaosRecord _record = new(output);

    [Fact]
    public async Task A_cluster_that_is_harmed_again_and_again_loses_doubles_overfills_and_leaks_nothing()
    {
        var seed = (int)Switches.Number("PREBUILDS_SEED", Random.Shared.Next(100_000));
        var minutes = Switches.Number("PREBUILDS_CHAOS_MINUTES", 0);
        var rate = Switches.Number("PREBUILDS_CHAOS_RATE", 100);
        _record.Tell(Invariant(
            $"PREBUILDS_SEED={seed} PREBUILDS_CHAOS_MINUTES={minutes} PREBUILDS_CHAOS_RATE={rate}"));
        try
        {
            await Harm(seed, minutes, rate);
            _record.Tell("verdict: right, no rule was broken");
        }
        catch (Exception wrong)
        {
            _record.Tell($"verdict: WRONG: {wrong.Message}");
            throw;
        }
    }

    private async Task Harm(int seed, double minutes, double rate)
    {
        await using var cluster = await SiloCluster.Start(3, SiloSource.Quick, Settings);
        await using var client = await cluster.Connect();
        await OverfullWatch.Begin(cluster);
        await Push(client, 0);
        await Full(client);
        var promotions = 0;
        var faults = new Faults(cluster, () => Push(client, ++promotions % 2), seed, _record);
        await using var run = ClaimRun.Begin(client, cluster.Folder, Load(rate, (ulong)seed));
        var now = TimeProvider.System.GetUtcNow();
        await (minutes > 0
            ? faults.Until(now + TimeSpan.FromMinutes(minutes), int.MaxValue, TimeSpan.FromSeconds(4))
            : faults.Until(now + TimeSpan.FromSeconds(25), 1, TimeSpan.FromSeconds(1)));
        var tally = await run.End();
        _record.Tell($"{tally.Calls} calls, {tally.UnknownCalls} of unknown outcome, {tally.Unsent} not sent");

        await Settle(cluster, client, faults);
        _record.Tell($"{await run.AskAgain()} requests without an answer are asked again");
        var counts = await run.Judge();
        _record.Tell(
            $"{counts.Lines} lines, {counts.Requests} requests, {counts.Granted} granted, {counts.Repeats} repeats, "
            + $"{counts.Unknown} unknown, {counts.Unresolved} unresolved, {counts.UnresolvedStored} of them stored; "
            + $"{counts.Stored} claims stored, {counts.Violations} violations");
        _record.Tell($"harm: {string.Join(", ", faults.Happened.Select(it => $"{it.Key} {it.Value}"))}");
        Assert.Empty(await OverfullWatch.Seen(cluster));
        Assert.Equal(faults.Dealt, faults.Happened);
    }

    private static async Task Push(ClusterClient client, int version)
    {
        foreach (var (name, package) in ChaosTemplate.Versions(version))
        {
            Assert.IsType<PushOutcome.Pushed>(await client.Prebuilds.Templates.Push(name, package, activate: true));
        }
    }

    private static (string, string)[] Settings =>
    [
        ("Logging__LogLevel__Default", "Warning"),
        ("Logging__LogLevel__Orleans", "Error"),
        ("Prebuilds__Reconciliation__Interval", "00:00:01"),
        ("Prebuilds__Reconciliation__BackoffInterval", "00:00:00"),
        ("Prebuilds__Reconciliation__FailureHardLimit", "0"),
        ("Prebuilds__Builds__LeaseDuration", "00:00:03"),
        ("Prebuilds__Builds__MaxConcurrent", "8"),
    ];

    private static LoadSettings Load(double rate, ulong seed) => new()
    {
        Presets = [.. ChaosTemplate.Names],
        Run = "chaos",
        Seed = seed,
        Arrivals = new ArrivalSettings { Rate = rate, MaxInFlight = 2000 },
        RepeatPercent = 5,
        DeletePercent = 80,
    };

    /// <summary>
    /// All silos run, all pools are full, nothing is under way, and every row has its folder and every folder its row.
    /// </summary>
    private static async Task Settle(SiloCluster cluster, ClusterClient client, Faults faults)
    {
        await Eventually.Sees(
            async () =>
            {
                await faults.Heal();
                return (await cluster.Members()).Count;
            },
            members => members == 3,
            "three members");
        await Full(client);
        await Eventually.Sees(
            () => cluster.Query("select id from build where status < 3", row => row.GetGuid(0)),
            builds => builds.Count == 0,
            "no build under way");

        // A worker that was frozen in the middle may have made what was deleted meanwhile: a silo clears that when it
        // starts.
        await cluster.Stop(0);
        await cluster.Start(0);
        await Eventually.Sees(
            async () =>
            {
                var rows = await cluster.Query("select id from workspace", row => $"{row.GetGuid(0)}");
                rows.SymmetricExceptWith(Directory.EnumerateDirectories(Path.Combine(cluster.Data, "workspaces"))
                    .Select(path => Path.GetFileName(path)!));
                return rows.Count;
            },
            different => different == 0,
            "a folder for every row, and a row for every folder");
    }

    private static Task<List<int>> Full(ClusterClient client) => Eventually.Sees(
        async () => (await client.Prebuilds.Presets.List()).Select(it => it.Plan.State.Eligible).ToList(),
        ready => ready.Count == ChaosTemplate.Names.Count && ready.TrueForAll(it => it == ChaosTemplate.Instances),
        "full pools");
}
