using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>
/// The silo is killed with SIGKILL in the midst of applies and destroys by the real terraform, alone or with all that
/// it had started, and started again. The environment variables PREBUILDS_KILLS and PREBUILDS_SEED choose how often and
/// when.
/// </summary>
[Trait("Needs", "terraform")]
public sealed class TerraformKillTests(ITestOutputHelper output)
{
    private const int Instances = 3;

    private static readonly PresetName Preset = new("marking", "one");

    [Fact]
    public async Task A_silo_killed_in_the_midst_of_applies_and_destroys_leaks_nothing_and_lets_no_two_work_at_once()
    {
        var kills = (int)Switches.Number("PREBUILDS_KILLS", 4);
        var seed = (int)Switches.Number("PREBUILDS_SEED", Random.Shared.Next(100_000));
        output.WriteLine($"PREBUILDS_KILLS={kills} PREBUILDS_SEED={seed}");
        await using var scene = await TerraformScene.Start(
            ("Prebuilds__Reconciliation__Interval", "00:00:01"),
            ("Prebuilds__Builds__LeaseDuration", "00:00:03"),
            ("Prebuilds__Builds__MaxConcurrent", "4"));
        await scene.Push(scene.Templates.Marking(Instances));
        await using var client = await ClusterClient.Connect(scene.Silo);
        try
        {
            await ClaimWhileKilled(scene, client, kills, seed);
            await DeleteAll(scene, client);
            Assert.Empty(scene.Silo.WorkingBelow());
            Assert.Empty(scene.Templates.Marks.Twice);
        }
        finally
        {
            output.WriteLine(scene.Silo.Program.Printed);
            Tell(scene.Templates.Marks);
            output.WriteLine((await Cli.Run(scene.Silo, "build", "list")).Printed);
        }
    }

    private async Task ClaimWhileKilled(TerraformScene scene, ClusterClient client, int kills, int seed)
    {
        await using var run = ClaimRun.Begin(client, scene.Silo.Folder, Load((ulong)seed));
        var drawn = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await Begun(scene.Templates.Marks, destroy: kill % 2 == 1);
            await Lived(TimeSpan.FromMilliseconds(drawn.Next(1, 400)));
            await scene.Silo.Program.Kill(withChildren: kill / 2 % 2 == 1);
            await scene.Silo.Start();
        }

        await run.UntilGranted();
        var tally = await run.End();
        output.WriteLine($"{tally.Calls} calls, {tally.UnknownCalls} of unknown outcome, {tally.Unsent} not sent");
        await Settled(scene, client);
        await run.Judge();
    }

    private static LoadSettings Load(ulong seed) => new()
    {
        Presets = [Preset],
        Run = "kill",
        Seed = seed,
        Arrivals = new ArrivalSettings { Rate = 10, MaxInFlight = 20 },
        RepeatPercent = 10,
        DeletePercent = 80,
        Users = 3,
    };

    /// <summary>Waits until one more resource begins to be made or destroyed.</summary>
    private static async Task Begun(TerraformMarks marks, bool destroy)
    {
        int Count() => destroy ? marks.Destroying : marks.Making;
        var before = Count();
        await Eventually.Sees(
            () => Task.FromResult(Count()),
            count => count > before,
            destroy ? "a resource that is being destroyed" : "a resource that is being made");
    }

    /// <summary>How long after that it lives is drawn: chance, not a wait for something.</summary>
    private static async Task Lived(TimeSpan life)
    {
        using var timer = new PeriodicTimer(life);
        await timer.WaitForNextTickAsync(CancellationToken.None);
    }

    /// <summary>Waits until the pool is full, and every row has its folder and resources, and they their row.</summary>
    private static Task<string> Settled(TerraformScene scene, ClusterClient client) => Eventually.Sees(
        async () =>
        {
            var rows = await Rows(client);
            HashSet<string> ids = [.. rows.Select(row => $"{row.Id}")];
            var marks = scene.Templates.Marks.PerWorkspace;
            return string.Join(
                ", ",
                rows.Count(row => row is { IsMember: true, Ready: true }) == Instances ? "a full pool" : "no full pool",
                rows.All(row => row.Phase == WorkspacePhase.Running && row.HandOver != HandOver.Pending)
                    ? "nothing under way" : "builds under way",
                ids.SetEquals(scene.Folders()) ? "a folder for each" : "other folders than workspaces",
                ids.SetEquals(marks.Keys) && marks.Values.All(count => count == TerraformMarks.Resources)
                    ? "all resources" : "other resources than of workspaces");
        },
        seen => seen == "a full pool, nothing under way, a folder for each, all resources",
        "a full pool, and for every row its folder and all its resources");

    /// <summary>Deletes every workspace, and waits until nothing of any is left.</summary>
    private static async Task DeleteAll(TerraformScene scene, ClusterClient client)
    {
        foreach (var row in (await Rows(client)).Where(row => !row.IsMember))
        {
            await client.Prebuilds.Workspaces.Delete(row.Preset, row.Id);
        }

        await scene.Run("template", "delete", $"{Preset.Template}");
        await Eventually.Sees(() => Rows(client), rows => rows.Count == 0, "no workspace");
        Assert.Empty(scene.Templates.Marks.Left);
        Assert.Empty(scene.Folders());
    }

    private static async Task<List<Workspace>> Rows(ClusterClient client)
    {
        var query = new WorkspaceQuery(null, null, null, WorkspaceQuery.MaxLimit);
        var rows = new List<Workspace>();
        await foreach (var row in client.Prebuilds.Workspaces.ListAll(query))
        {
            rows.Add(row.Workspace);
        }

        return rows;
    }

    private void Tell(TerraformMarks marks) => output.WriteLine(
        $"{marks.Making} resources began to be made, {marks.Destroying} to be destroyed, {marks.Left.Length} are left");
}
