using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>
/// The silo is killed with SIGKILL at moments drawn from a seed, in the middle of claims and builds, and started again.
/// The environment variables PREBUILDS_KILLS and PREBUILDS_SEED choose how often and which.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Instances = 6;

    private static readonly PresetName Preset = new("quick", "small");

    [Fact]
    public async Task A_silo_that_is_killed_again_and_again_loses_doubles_and_leaks_nothing()
    {
        var kills = (int)Switches.Number("PREBUILDS_KILLS", 6);
        var seed = (int)Switches.Number("PREBUILDS_SEED", Random.Shared.Next(100_000));
        output.WriteLine($"PREBUILDS_KILLS={kills} PREBUILDS_SEED={seed}");
        var moments = new Random(seed);
        await using var silo = new SiloProcess(
            ("Prebuilds__Reconciliation__Interval", "00:00:01"),
            ("Prebuilds__Builds__LeaseDuration", "00:00:03"),
            ("Prebuilds__Builds__MaxConcurrent", "4"));
        await silo.Start();
        await using var client = await ClusterClient.Connect(silo);
        Assert.IsType<PushOutcome.Pushed>(
            await client.Prebuilds.Templates.Push("quick", QuickTemplate.Serving(Instances), activate: true));

        await using var run = ClaimRun.Begin(client, silo.Folder, Load((ulong)seed));
        for (var kill = 0; kill < kills; kill++)
        {
            await Lived(TimeSpan.FromMilliseconds(moments.Next(200, 2500)));
            await silo.Program.Kill();
            await silo.Start();
        }

        await run.UntilGranted();
        var tally = await run.End();
        output.WriteLine($"{tally.Calls} calls, {tally.UnknownCalls} of unknown outcome, {tally.Unsent} not sent");
        try
        {
            await Settled(silo, client);
            await run.Judge();
        }
        finally
        {
            output.WriteLine(await Cli.Succeed(silo, "status"));
            output.WriteLine(await Cli.Succeed(silo, "workspace", "list", "--preset", $"{Preset}"));
            output.WriteLine(silo.Program.Printed);
        }
    }

    private static LoadSettings Load(ulong seed) => new()
    {
        Presets = [Preset],
        Run = "kill",
        Seed = seed,
        Arrivals = new ArrivalSettings { Rate = 100, MaxInFlight = 50 },
        RepeatPercent = 20,
        DeletePercent = 50,
        Users = 3,
    };

    /// <summary>
    /// Waits until the pool is full, and every row has its folder and its process, and they their row.
    /// </summary>
    private static Task<List<WorkspaceEntry>> Settled(SiloProcess silo, ClusterClient client) => Eventually.Sees(
        async () =>
        {
            var query = new WorkspaceQuery(Preset.ToId(), null, null, WorkspaceQuery.MaxLimit);
            var rows = new List<WorkspaceEntry>();
            await foreach (var row in client.Prebuilds.Workspaces.ListAll(query))
            {
                rows.Add(row);
            }

            return rows;
        },
        rows => rows.All(row => row.Workspace.Phase == WorkspacePhase.Running)
            && rows.All(row => row.Workspace.HandOver != HandOver.Pending)
            && rows.Count(row => row.Workspace is { IsMember: true, Ready: true }) == Instances
            && Folders(silo).SetEquals(rows.Select(row => $"{row.Workspace.Id}"))
            && AtWork(silo).SetEquals(rows.Select(row => $"{row.Workspace.Id}")),
        "a full pool, and a folder and a process for every row");

    /// <summary>The names of the folders in which processes work.</summary>
    private static HashSet<string> AtWork(SiloProcess silo) =>
        [.. silo.FoldersAtWork().Select(folder => Path.GetFileName(folder))];

    private static HashSet<string> Folders(SiloProcess silo) =>
        [
            .. Directory.EnumerateDirectories(Path.Combine(silo.Data, "workspaces"))
                .Select(path => Path.GetFileName(path)!),
        ];

    /// <summary>The life that the seed gave the silo: chance, not a wait for something.</summary>
    private static async Task Lived(TimeSpan life)
    {
        using var timer = new PeriodicTimer(life);
        await timer.WaitForNextTickAsync(CancellationToken.None);
    }
}
