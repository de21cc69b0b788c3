using Prebuilds.Grains;
using Prebuilds.Planning.Rollouts;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class PresetCommandTests
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Presets_are_listed_with_what_holds_them()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());

        Assert.Equal(0, await _cli.Run("preset", "list"));

        Assert.Matches(
            @"go-dev/large +3 +1 +0 +0 +2 +backoff until 2025-06-02 12:02:00Z +backing off until", _cli.Out.ToString());
    }

    [Fact]
    public async Task Json_tells_all_of_a_preset()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());

        Assert.Equal(0, await _cli.Run("preset", "show", "go-dev/large", "--output", "json"));

        Reference.Shows("prebuilds preset show", _cli.Json);
    }

    [Fact]
    public async Task A_preset_is_shown_to_people_by_its_id_as_well()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());

        Assert.Equal(0, await _cli.Run("preset", "show", $"{A.Preset().Id}"));

        Assert.Contains("parameter cpus  8", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_is_told_with_what_is_ready_of_each_version()
    {
        var (old, now) = (A.Id("old"), A.Version.Value);
        _cli.Cluster.Catalog.Presets.Add(Examples.Status() with
        {
            Rollout = new RolloutProgress([new(new(old), 3, 2)], new(A.Version, 2, 1)),
        });

        await _cli.Run("preset", "list");
        await _cli.Run("status");
        await _cli.Run("preset", "show", "go-dev/large");
        var shown = _cli.Out.ToString();
        _cli.Out.GetStringBuilder().Clear();
        await _cli.Run("preset", "show", "go-dev/large", "--output", "json");

        var cell = $"{old.ToString()[..8]} (2 ready) → {now.ToString()[..8]} (1 ready)";
        Assert.Equal(3, shown.Split(cell).Length);
        Assert.Matches($"rollout from +{old}: 2 of 3 members ready", shown);
        Assert.Matches($"rollout to +{now}: 1 of 2 members ready", shown);
        Assert.Equal(
            $$$"""{"from":[{"version":"{{{old}}}","members":3,"ready":2}],"to":"""
            + $$$"""{"version":"{{{now}}}","members":2,"ready":1}}""",
            _cli.Json["rollout"]!.ToJsonString());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("schedule")]
    public async Task A_preset_that_is_unknown_ends_with_1(string command)
    {
        Assert.Equal(1, await _cli.Run("preset", command, "go-dev/large"));

        Assert.StartsWith("There is no preset go-dev/large.", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schedule_is_told_for_seven_days_on_the_clock_of_its_zone()
    {
        var schedule = new PoolSchedule("Europe/Berlin", [new ScheduleWindow("* 8-18 * * 1-5", 5)]);
        var status = Examples.Status();
        _cli.Cluster.Catalog.Presets.Add(status with
        {
            Preset = status.Preset with { Pool = status.Preset.Pool with { Schedule = schedule } },
        });

        Assert.Equal(0, await _cli.Run("preset", "schedule", "go-dev/large"));
        Assert.Matches(@"Mon 2025-06-02 14:00 \+02:00  Mon 2025-06-02 19:00 \+02:00  5", _cli.Out.ToString());

        _cli.Out.GetStringBuilder().Clear();
        await _cli.Run("preset", "schedule", "go-dev/large", "--output", "json");
        Reference.Shows("prebuilds preset schedule", _cli.Json.AsArray()[0]!);
    }

    [Fact]
    public async Task Commands_go_to_the_grain_of_the_preset()
    {
        Assert.Equal(0, await _cli.Run("preset", "invalidate", "go-dev/large"));
        Assert.Equal(0, await _cli.Run("preset", "resume", "go-dev/large"));

        Assert.Equal(["invalidate", "resume"], _cli.Cluster.Preset.Commands);
        Assert.All(_cli.Cluster.Keys, key => Assert.Equal(A.Preset().Id.Value, key));
        Assert.StartsWith("It is done.", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_refused_ends_with_1_and_its_reason()
    {
        _cli.Cluster.Preset.Answer = new CommandOutcome.Refused("Not now. Wait.");

        Assert.Equal(1, await _cli.Run("preset", "invalidate", "go-dev/large", "--output", "json"));

        Assert.Equal("Not now. Wait.", _cli.Error.ToString().Trim());
        Assert.Equal("refused", (string)_cli.Json["outcome"]!);
    }
}
