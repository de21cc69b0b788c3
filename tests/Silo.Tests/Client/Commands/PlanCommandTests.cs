using System.Text.Json.Nodes;
using Prebuilds.Silo.Tests.Client.Fakes;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class PlanCommandTests
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "decisions.jsonl");

    private readonly Cli _cli = new();

    private JsonNode[] Answers =>
    [
        .. _cli.Out.ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!),
    ];

    [Fact]
    public async Task A_file_of_snapshots_is_answered_in_order_without_a_cluster()
    {
        Assert.Equal(0, await _cli.Run("plan", "--snapshot", Cases));

        Assert.Empty(_cli.Connections);
        var cases = (await File.ReadAllLinesAsync(Cases)).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(cases.Select(it => (string)it["name"]!), Answers.Select(it => (string)it["name"]!));
        Assert.All(
            cases.Zip(Answers, (it, answer) => (Expected: it["expect"]!["state"], Actual: answer["state"])),
            state => Assert.True(JsonNode.DeepEquals(state.Expected, state.Actual)));
    }

    [Fact]
    public async Task Snapshots_may_come_from_standard_input()
    {
        _cli.Input = string.Join('\n', (await File.ReadAllLinesAsync(Cases)).Take(2));

        Assert.Equal(0, await _cli.Run("plan", "--snapshot", "-"));

        Assert.Equal(2, Answers.Length);
        Reference.Shows("prebuilds plan", Answers[0]);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_answered_in_its_place_and_ends_with_1_after_all_others()
    {
        var good = (await File.ReadAllLinesAsync(Cases))[0];
        _cli.Input = $"{good}\n\n{{\"name\":\"half\"}}\nnot json\n{good}\n";

        Assert.Equal(1, await _cli.Run("plan", "--snapshot", "-"));

        Assert.Equal([false, true, true, false], Answers.Select(it => it["error"] is not null));
        Assert.Equal(["half", ""], Answers[1..3].Select(it => (string)it["name"]!));
        var told = _cli.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["line 3", "line 4"], told.Select(line => line[..6]));
    }

    [Theory]
    [InlineData("""{"name":"\ud800","now":"2025-06-02T12:00:00Z","preset":{}}""", "")]
    [InlineData("""{"name":"one","\ud800":2,"now":"noon","preset":{}}""", "")]
    [InlineData("""{"name":"one","name":"two","now":"noon","preset":{}}""", "two")]
    public async Task Whatever_a_line_says_those_after_it_are_answered(string line, string name)
    {
        _cli.Input = line + "\n" + """{"name":"next","now":"2025-06-02T12:00:00Z","preset":{}}""";

        Assert.Equal(1, await _cli.Run("plan", "--snapshot", "-"));

        Assert.Equal([name, "next"], Answers.Select(it => (string)it["name"]!));
        Assert.Equal([true, false], Answers.Select(it => it["error"] is not null));
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1()
    {
        Assert.Equal(1, await _cli.Run("plan", "--snapshot", "/no/such/file"));

        Assert.StartsWith("Cannot read snapshots:", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_the_plans_of_the_cluster_are_shown()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());

        Assert.Equal(0, await _cli.Run("plan"));
        Assert.Matches("go-dev/large +hold +2 +backoff +2025-06-02 12:02:00Z +backing off", _cli.Out.ToString());

        _cli.Out.GetStringBuilder().Clear();
        await _cli.Run("plan", "--output", "json");
        Assert.Equal("go-dev/large", (string)_cli.Json["name"]!);
        Assert.Equal("2025-06-02T12:02:00Z", (string)_cli.Json["actions"]![0]!["until"]!);
    }
}
