using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class EventsCommandTests
{
    private readonly Cli _cli = new();

    private List<PrebuildEvent> Events => _cli.Cluster.Catalog.Events;

    [Fact]
    public async Task The_newest_events_are_printed_one_a_line()
    {
        Events.Add(Loop(1, "paused"));
        Events.Add(Loop(2, "running"));
        Events.Add(Claim(3));

        Assert.Equal(0, await _cli.Run("events", "--limit", "2"));

        Assert.Equal(
            [
                "2025-06-02 12:00:00Z  loopChanged  loop  running",
                $"2025-06-02 12:00:00Z  claimed  go-dev/large  {A.Member().Id}  alice  fix-login",
            ],
            Lines());
    }

    [Fact]
    public async Task Json_tells_all_of_an_event()
    {
        Events.Add(Claim(17));

        await _cli.Run("events", "--after", "16", "--output", "json");

        Reference.Shows("prebuilds events", _cli.Json);
    }

    [Fact]
    public async Task Following_prints_each_event_once_until_it_is_interrupted()
    {
        using var stop = new CancellationTokenSource();
        Events.Add(Loop(1, "paused"));
        _cli.Clock.OnWait = waits =>
        {
            if (waits == 3)
            {
                stop.Cancel();
            }
            else
            {
                Events.Add(Loop(waits + 1, $"stopped: {waits}"));
            }
        };

        Assert.Equal(130, await _cli.Run(stop.Token, "events", "--follow"));

        Assert.Equal(["paused", "stopped: 1", "stopped: 2"], Lines().Select(line => line.Split("  ")[^1]));
    }

    [Theory]
    [InlineData("--kind claimed", "3 5")]
    [InlineData("--kind CLAIMED --kind loopChanged --limit 2", "4 5")]
    [InlineData("--of go-dev", "3 5")]
    [InlineData("--of go-dev/large --after 3", "5")]
    [InlineData("--kind claimed --after 0 --limit 1", "3")]
    [InlineData("--of rust-dev --after 0 --limit 2", "")]
    public async Task Events_are_shown_by_kind_and_by_what_they_concern(string options, string ids)
    {
        Events.AddRange([Loop(1, "paused"), Loop(2, "running"), Claim(3), Loop(4, "paused"), Claim(5)]);

        Assert.Equal(0, await _cli.Run(["events", "--output", "json", .. options.Split(' ')]));

        var shown = Lines().Select(line => (long)System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!);
        Assert.Equal(ids, string.Join(' ', shown));
    }

    [Fact]
    public async Task What_happened_often_is_shown_with_how_often()
    {
        Events.Add(Claim(1) with
        {
            Kind = EventKind.Missed,
            Workspace = null,
            Actor = null,
            Detail = "empty: none left",
            Count = 17,
        });

        await _cli.Run("events");

        Assert.Equal(["2025-06-02 12:00:00Z  missed  go-dev/large  ×17  empty: none left"], Lines());
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_is_wrong_usage()
    {
        Assert.Equal(2, await _cli.Run("events", "--kind", "exploded"));

        Assert.Contains(
            "'exploded' is no kind of event. Use one of claimed, buildFailed,",
            _cli.Error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_out_of_range_is_wrong_usage()
    {
        Assert.Equal(2, await _cli.Run("events", "--limit", "0"));

        Assert.Contains("--limit is 0. Use 1 to 1000.", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    private string[] Lines() => _cli.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static PrebuildEvent Loop(long id, string detail) =>
        new(id, A.Noon, EventKind.LoopChanged, null, null, null, null, detail);

    private static PrebuildEvent Claim(long id) => new(
        id,
        A.Noon,
        EventKind.Claimed,
        "go-dev",
        new PresetName("go-dev", "large"),
        A.Member().Id,
        "alice",
        "fix-login");
}
