using System.Text.Json.Nodes;
using Prebuilds.Claims;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Client.Output;
using Prebuilds.Client.Output.LoadTests;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class LoadTestCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-load-");
    private readonly Cli _cli = new();

    private string History => Path.Combine(_folder.FullName, "run.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_load_that_was_recorded_passes_the_check()
    {
        _cli.Cluster.Preset.Then(request => Examples.Claimed(request) with
        {
            Workspace = Examples.Claimed(request).Workspace with { Id = new WorkspaceId(A.Id(request.RequestId)) },
        });

        Assert.Equal(0, await _cli.Run(
            "loadtest", "claims", "go-dev/large", "--callers", "1", "--count", "50", "--history", History));
        Assert.Equal(0, await _cli.Run("loadtest", "check", History));

        Assert.Matches(@"claimed +50 ", _cli.Out.ToString());
        Assert.Matches(@"violations +0\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task Without_a_preset_all_that_are_live_are_claimed()
    {
        _cli.Cluster.Preset.Then(Examples.Miss(MissReason.Empty));

        Assert.Equal(1, await _cli.Run("loadtest", "claims", "--count", "1"));
        Assert.Contains("No preset is live.", _cli.Error.ToString(), StringComparison.Ordinal);

        _cli.Cluster.Catalog.Presets.Add(Examples.Status());
        Assert.Equal(0, await _cli.Run("loadtest", "claims", "--callers", "1", "--count", "1"));
        Assert.Contains(A.Preset().Id.Value, _cli.Cluster.Keys);
    }

    [Fact]
    public async Task A_history_is_never_overwritten()
    {
        await File.WriteAllTextAsync(History, "mine");

        Assert.Equal(1, await _cli.Run("loadtest", "claims", "a/b", "--count", "1", "--history", History));

        Assert.Contains("Name a file that does not exist yet.", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(History));
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_ends_with_1()
    {
        Assert.Equal(1, await _cli.Run("loadtest", "check", History));

        Assert.Contains("Cannot read a history: ", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contradictions_are_told_with_their_lines_and_end_with_1()
    {
        await File.WriteAllTextAsync(History, Drawn.Json(Drawn.Calls("0-1 ada r1 w1; 2-3 ben r9 w1; 4-5 ben r8 lost")));

        Assert.Equal(1, await _cli.Run("loadtest", "check", History, "--cluster", "--output", "json"));

        var lines = _cli.Out.ToString().Replace(_folder.FullName + "/", "", StringComparison.Ordinal).Split('\n');
        Reference.Shows("prebuilds loadtest check", JsonNode.Parse(lines[0])!);
        Reference.Shows("prebuilds loadtest check", JsonNode.Parse(lines[^2])!);
    }

    [Fact]
    public void The_reference_shows_a_line_of_a_history() => Reference.Shows(
        "prebuilds loadtest claims", JsonNode.Parse(Drawn.Json(Drawn.Calls("0.001-0.004 alice run-41 w1")))!);

    [Fact]
    public void The_reference_shows_the_result_of_a_load()
    {
        var tally = new LoadTally(A.Noon);
        foreach (var call in Drawn.Calls("0-0.002 ada r1 w1; 0.5-0.501 ben r2 none; 1-1.001 ada r1 w1 again"))
        {
            tally.Add(new LoadEvent(call, IsFirst: true, IsLast: true, IsOpen: false));
        }

        tally.NotSent(Drawn.At(1.5));
        var settings = new LoadSettings { Presets = [], Run = "5f0c2a7be913", Seed = 7 };
        var result = LoadOutput.Of(settings, tally, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(40));

        Reference.Shows("prebuilds loadtest claims", JsonNode.Parse(JsonLine.Of(result, json => json.LoadOutput))!);
    }
}
