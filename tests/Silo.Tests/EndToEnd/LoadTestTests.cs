using System.Text.Json;
using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>The load tool and the check as a person runs them, against a real silo.</summary>
public sealed class LoadTestTests
{
    [Fact]
    public async Task A_load_is_recorded_and_the_check_finds_nothing_wrong_in_it()
    {
        await using var silo = await Filled();
        var history = Path.Combine(silo.Folder, "history.jsonl");

        var printed = await Cli.Succeed(
            silo,
            "loadtest", "claims", "quick/small", "--rate", "60", "--duration", "3s", "--repeat", "20", "--delete", "30",
            "--seed", "7", "--history", history, "--output", "json");

        var result = Result(printed);
        Assert.Equal(await LinesOf(history), result.GetProperty("calls").GetInt64());
        Assert.Contains("\"claimed\"", printed, StringComparison.Ordinal);
        Assert.Contains("\"repeated\"", printed, StringComparison.Ordinal);
        var check = Result(await Cli.Succeed(
            silo, "loadtest", "check", history, "--cluster", "--exclusive", "--output", "json"));
        Assert.Equal(check.GetProperty("stored").GetInt64(), check.GetProperty("granted").GetInt64());
    }

    [Fact]
    public async Task An_interrupted_load_tells_what_came_of_it_and_leaves_a_whole_history()
    {
        await using var silo = await Filled();
        var history = Path.Combine(silo.Folder, "history.jsonl");
        using var load = ChildProgram.Start(
            "src/Client",
            "prebuilds.dll",
            [
                "loadtest", "claims", "--callers", "2", "--duration", "1h", "--history", history, "--output", "json",
                "--gateway", $"127.0.0.1:{silo.GatewayPort}",
            ],
            new Dictionary<string, string>());
        await Eventually.Sees(
            () => Task.FromResult(File.Exists(history) ? new FileInfo(history).Length : 0),
            length => length > 0,
            "the first calls in the history");

        Assert.Equal(130, await load.Terminate());

        Assert.Equal(await LinesOf(history), Result(load.Printed).GetProperty("calls").GetInt64());
        await Cli.Succeed(silo, "loadtest", "check", history, "--cluster", "--exclusive");
    }

    private static async Task<SiloProcess> Filled()
    {
        var silo = new SiloProcess();
        await silo.Start();
        await using var client = await ClusterClient.Connect(silo);
        Assert.IsType<PushOutcome.Pushed>(
            await client.Prebuilds.Templates.Push("quick", QuickTemplate.Of(6), activate: true));
        await Eventually.Sees(
            () => client.Prebuilds.Presets.List(),
            presets => presets is [{ Plan.State.Eligible: 6 }],
            "a full pool");
        return silo;
    }

    private static JsonElement Result(string printed) => JsonDocument.Parse(
        printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(line => line.StartsWith('{'))).RootElement;

    private static async Task<long> LinesOf(string file) => (await File.ReadAllLinesAsync(file)).Length;
}
