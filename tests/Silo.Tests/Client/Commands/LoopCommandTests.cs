using Prebuilds.Planning.Snapshots;
using Prebuilds.Silo.Tests.Client.Fakes;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class LoopCommandTests
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Commands_go_to_the_orchestrator()
    {
        await _cli.Run("pause");
        await _cli.Run("resume");
        await _cli.Run("stop", "--cause", "the provider is down");
        await _cli.Run("run");

        Assert.Equal(["pause", "resume", "stop the provider is down", "run"], _cli.Cluster.Loop.Commands);
    }

    [Fact]
    public async Task Json_tells_what_became_of_a_command()
    {
        await _cli.Run("pause", "--output", "json");

        Reference.Shows("prebuilds pause", _cli.Json);
    }

    [Fact]
    public async Task A_pass_is_reported()
    {
        Assert.Equal(0, await _cli.Run("reconcile"));
        Assert.Equal("2 presets, 3 actions, 0 errors in 12 ms at 2025-06-02 12:00:00Z", _cli.Out.ToString().Trim());

        _cli.Out.GetStringBuilder().Clear();
        await _cli.Run("reconcile", "--output", "json");
        Reference.Shows("prebuilds reconcile", _cli.Json);
    }

    [Fact]
    public async Task A_pass_with_errors_ends_with_1_and_tells_them()
    {
        _cli.Cluster.Loop.Pass = _cli.Cluster.Loop.Pass with { Errors = ["go-dev/large: the database is away"] };

        Assert.Equal(1, await _cli.Run("reconcile"));

        Assert.Equal("go-dev/large: the database is away", _cli.Error.ToString().Trim());
    }

    [Fact]
    public async Task The_status_shows_the_loop_and_every_pool()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());

        Assert.Equal(0, await _cli.Run("status"));

        Assert.Matches("loop +running", _cli.Out.ToString());
        Assert.Matches("last pass +none yet", _cli.Out.ToString());
        Assert.Matches("go-dev/large +3 +1 +0 +0 +2 +backoff until", _cli.Out.ToString());
    }

    [Fact]
    public async Task Json_tells_all_of_the_status()
    {
        _cli.Cluster.Catalog.Presets.Add(Examples.Status());
        _cli.Cluster.Loop.Now = _cli.Cluster.Loop.Now with { LastPass = _cli.Cluster.Loop.Pass };

        await _cli.Run("status", "--output", "json");

        Reference.Shows("prebuilds status", _cli.Json);
    }

    [Theory]
    [InlineData(false, false, null, "off")]
    [InlineData(true, true, null, "paused")]
    [InlineData(true, false, "maintenance", "stopped")]
    public async Task The_loop_has_one_state(bool enabled, bool paused, string? cause, string state)
    {
        var settings = new LoopSettings(paused, cause);
        _cli.Cluster.Loop.Now = _cli.Cluster.Loop.Now with { Enabled = enabled, Settings = settings };

        await _cli.Run("status", "--output", "json");

        Assert.Equal(state, (string)_cli.Json["loop"]!["state"]!);
        Assert.Equal(cause, (string?)_cli.Json["loop"]!["stopCause"]);
    }

    [Fact]
    public async Task Watching_looks_every_second_until_it_is_interrupted()
    {
        using var stop = new CancellationTokenSource();
        _cli.Clock.OnWait = waits =>
        {
            if (waits == 3)
            {
                stop.Cancel();
            }
        };

        Assert.Equal(130, await _cli.Run(stop.Token, "status", "--watch", "--output", "json"));

        Assert.Equal(3, _cli.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(_cli.Clock.Waits, wait => Assert.Equal(TimeSpan.FromSeconds(1), wait));
    }
}
