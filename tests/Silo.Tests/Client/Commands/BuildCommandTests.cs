using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Grains;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Silo.Tests.Client.Fakes.Grains;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class BuildCommandTests
{
    private readonly Cli _cli = new();

    private FakeCatalog Catalog => _cli.Cluster.Catalog;

    private BuildEntry Build { get; } = Examples.Build();

    public BuildCommandTests() => Catalog.Builds.Add(Build);

    [Fact]
    public async Task Builds_are_listed_with_their_error_by_every_filter()
    {
        Assert.Equal(0, await _cli.Run(
            "build", "list", "--template", "go-dev", "--preset", "go-dev/large", "--kind", "create",
            "--status", "failed",
            "--workspace", $"{Build.Build.Workspace}", "--after", $"{A.Id("last")}", "--limit", "7"));

        Assert.Equal(
            new BuildQuery(
                BuildOrder.Newest,
                "go-dev",
                A.Preset().Id,
                Build.Build.Workspace,
                BuildKind.Create,
                BuildStatus.Failed,
                new BuildId(A.Id("last")),
                7),
            Catalog.BuildQueries[0]);
        Assert.Matches("create +failed +go-dev/large +fix-login +1 .*There is no room", _cli.Out.ToString());
    }

    [Fact]
    public async Task The_queue_is_asked_for_in_its_order_and_a_full_page_tells_how_to_go_on()
    {
        Assert.Equal(0, await _cli.Run("build", "list", "--queue", "--limit", "1", "--output", "json"));

        Assert.Equal(BuildOrder.Queue, Catalog.BuildQueries[0].Order);
        Assert.Contains($"--after {Build.Build.Id}", _cli.Error.ToString(), StringComparison.Ordinal);
        Reference.Shows("prebuilds build list", _cli.Json);
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--status", "lost")]
    [InlineData("--preset", "large")]
    public async Task A_filter_that_makes_no_sense_is_wrong_usage(string option, string value)
    {
        Assert.Equal(2, await _cli.Run("build", "list", option, value));

        Assert.Empty(Catalog.BuildQueries);
    }

    [Fact]
    public async Task A_build_is_shown_with_the_end_of_its_log()
    {
        Catalog.Log = "one\ntwo\nthree\n";
        Catalog.LogPiece = 5;

        Assert.Equal(0, await _cli.Run("build", "show", $"{Build.Build.Id}", "--lines", "2"));

        Assert.Contains("silo-1/4242", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\ntwo\nthree\n", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("one\n", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_all_of_a_build()
    {
        Catalog.Log = "making it\nno room\n";

        await _cli.Run("build", "show", $"{Build.Build.Id}", "--output", "json");

        Reference.Shows("prebuilds build show", _cli.Json);
    }

    [Fact]
    public async Task A_log_is_followed_until_the_build_is_finished()
    {
        Catalog.Log = "one\n";
        Catalog.BuildNews.Enqueue(Build.Build with { Status = BuildStatus.Running });
        Catalog.BuildNews.Enqueue(Build.Build);

        Assert.Equal(0, await _cli.Run("build", "logs", $"{Build.Build.Id}", "--follow"));

        Assert.Equal("one\n", _cli.Out.ToString());
        Assert.Equal([TimeSpan.FromMilliseconds(500)], _cli.Clock.Waits);
    }

    [Fact]
    public async Task Cancelling_and_trying_again_go_to_the_grain_of_the_builds_preset()
    {
        Assert.Equal(0, await _cli.Run("build", "cancel", $"{Build.Build.Id}", "--reason", "broken image"));
        Assert.Equal(0, await _cli.Run("build", "cancel", $"{Build.Build.Id}"));
        Assert.Equal(0, await _cli.Run("build", "retry", $"{Build.Build.Id}"));

        Assert.Equal(
            [
                $"cancel {Build.Build.Id}: Cancelled by alice: broken image",
                $"cancel {Build.Build.Id}: Cancelled by alice.",
                $"retry {Build.Build.Id}",
            ],
            _cli.Cluster.Preset.Commands);
        Assert.Contains(A.Preset().Id.Value, _cli.Cluster.Keys);
    }

    [Fact]
    public async Task A_refusal_is_told_and_is_a_failure()
    {
        _cli.Cluster.Preset.Answer = new CommandOutcome.Refused("A deletion is never given up.");

        Assert.Equal(1, await _cli.Run("build", "cancel", $"{Build.Build.Id}"));

        Assert.Contains("A deletion is never given up.", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("logs")]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task A_build_that_does_not_exist_is_a_failure(string command)
    {
        Assert.Equal(1, await _cli.Run("build", command, $"{A.Id("other")}"));

        Assert.StartsWith($"There is no build {A.Id("other")}.", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_cli.Cluster.Preset.Commands);
    }
}
