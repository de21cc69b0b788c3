using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Silo.Tests.Client.Fakes.Grains;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class ClaimCommandTests
{
    private readonly Cli _cli = new();

    private FakePresetGrain Preset => _cli.Cluster.Preset;

    [Fact]
    public async Task A_granted_claim_ends_with_0_and_shows_the_workspace()
    {
        Preset.Then(Examples.Claimed);

        Assert.Equal(0, await _cli.Run("claim", "go-dev/large", "--name", "fix-login"));

        Assert.Contains("output folder  /var/lib/prebuilds/fix-login", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Error.ToString());
        Assert.Equal((UserIds.FromName("alice"), "alice"), (Preset.Claims[0].User, Preset.Claims[0].UserName));
    }

    [Fact]
    public async Task Json_tells_all_of_a_granted_claim()
    {
        Preset.Then(Examples.Claimed);

        await _cli.Run("claim", "go-dev/large", "-n", "fix-login", "--request-id", "run-4711", "-o", "json");

        Reference.Shows("prebuilds claim", _cli.Json);
    }

    [Theory]
    [InlineData(3, "noneClaimable", "No workspace of go-dev/large is claimable now (starting): 2 of 3 members")]
    [InlineData(4, "nameTaken", "alice already has a workspace 'fix-login'.")]
    [InlineData(5, "notSupported", "Prebuilds is switched off in this cluster")]
    [InlineData(6, "presetUnknown", "There is no preset go-dev/large.")]
    public async Task Every_other_outcome_has_its_exit_code_its_word_and_its_sentence(
        int code, string outcome, string message)
    {
        Preset.Then(code switch
        {
            3 => Examples.Miss(MissReason.Starting),
            4 => new ClaimOutcome.NameTaken("fix-login"),
            5 => new ClaimOutcome.NotSupported(),
            _ => new ClaimOutcome.PresetUnknown(),
        });

        Assert.Equal(code, await _cli.Run("claim", "go-dev/large", "--name", "fix-login", "--output", "json"));

        Assert.Equal(outcome, (string)_cli.Json["outcome"]!);
        Assert.StartsWith(message, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_is_told_as_a_question_that_nobody_looked_into_with_the_id_to_ask_again_with()
    {
        Preset.Then(Examples.Miss(MissReason.Busy));

        Assert.Equal(3, await _cli.Run("claim", "go-dev/large", "--name", "fix-login", "--request-id", "run-4711"));

        var message = _cli.Error.ToString();
        Assert.StartsWith("Nobody looked for a workspace of go-dev/large", message, StringComparison.Ordinal);
        Assert.Contains("--request-id run-4711 tells", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandOver.Done, 0, "state +ready", "")]
    [InlineData(HandOver.Failed, 1, "state +hand-over failed", "The hand-over failed: There is no room for 8 cpus.")]
    public async Task A_claim_may_wait_until_the_workspace_is_handed_over(
        HandOver handOver, int exitCode, string state, string message)
    {
        Preset.Then(Examples.Claimed);
        var details = Examples.Workspace();
        var workspace = details.Entry.Workspace with { Id = A.Member().Id, HandOver = handOver };
        _cli.Cluster.Catalog.Workspaces.Add(details with
        {
            Entry = details.Entry with { Workspace = workspace },
            Builds = [.. details.Builds.Select(build => build with { Kind = BuildKind.Claim })],
            Outputs = details.Outputs.Add("greeting", "hello alice"),
        });

        Assert.Equal(
            exitCode, await _cli.Run("claim", "go-dev/large", "--name", "fix-login", "--wait-usable"));

        Assert.Matches(state, _cli.Out.ToString());
        Assert.Contains("output greeting  hello alice", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(message, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_miss_for_people_is_a_message_and_no_result()
    {
        Preset.Then(Examples.Miss(MissReason.Empty));

        Assert.Equal(3, await _cli.Run("claim", "go-dev/large", "--name", "fix-login"));

        Assert.Equal("", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_wait_tells_what_it_waits_for_once_per_reason()
    {
        Preset.Then(Examples.Miss(MissReason.Empty)).Then(Examples.Miss(MissReason.Empty))
            .Then(Examples.Miss(MissReason.Starting)).Then(Examples.Claimed);

        Assert.Equal(0, await _cli.Run("claim", "go-dev/large", "--name", "fix-login", "--wait", "30s"));

        Assert.Equal(
            ["waiting (empty): 2 of 3 members are starting.", "waiting (starting): 2 of 3 members are starting."],
            _cli.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Single(Preset.Claims.Distinct());
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_ends_with_1_and_the_request_id_to_ask_again_with()
    {
        Preset.ThenFail(new SiloUnavailableException("gone"));

        Assert.Equal(1, await _cli.Run("claim", "go-dev/large", "--name", "fix-login", "--request-id", "run-4711"));

        Assert.Contains("Ask again with the request id run-4711", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_ends_with_130_and_tells_the_request_id()
    {
        using var stop = new CancellationTokenSource();
        Preset.Then(_ =>
        {
            stop.Cancel();
            return Examples.Miss(MissReason.Empty);
        });

        var code = await _cli.Run(
            stop.Token, "claim", "go-dev/large", "--name", "fix-login", "--wait", "30s", "--request-id", "run-4711");

        Assert.Equal(130, code);
        Assert.Contains("--request-id run-4711 tells", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("go-dev/small", new string[0])]
    [InlineData("go-dev/small", new[] { "--param", "cpus=4" })]
    [InlineData("go-dev/large", new[] { "--param", "cpus=8", "--param", "disk=1" })]
    public async Task A_template_stands_for_its_most_specific_preset_that_fits(string expected, string[] parameters)
    {
        _cli.Cluster.Catalog.Templates.Add(Examples.Template());
        Preset.Then(Examples.Claimed);

        Assert.Equal(0, await _cli.Run(["claim", "go-dev", "--name", "fix-login", "-o", "json", .. parameters]));

        Assert.Equal(expected, (string)_cli.Json["preset"]!);
        Assert.True(PresetName.TryParse(expected, out var name));
        Assert.Contains(name.ToId().Value, _cli.Cluster.Keys);
    }

    [Fact]
    public async Task A_template_that_is_unknown_ends_with_6()
    {
        Assert.Equal(6, await _cli.Run("claim", "rust-dev", "--name", "fix-login", "--param", "cpus=8"));

        Assert.Contains("template 'rust-dev' fits cpus=8", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_may_be_named_by_login_name_or_by_id()
    {
        Preset.Then(Examples.Claimed);

        await _cli.Run("claim", "go-dev/large", "--name", "a", "--user", "bob");
        await _cli.Run("claim", "go-dev/large", "--name", "a", "--user", $"{A.Id("bob")}");

        Assert.Equal([A.Id("bob"), A.Id("bob")], Preset.Claims.Select(it => it.User.Value));
    }

    [Fact]
    public async Task The_login_name_comes_from_USER_or_else_LOGNAME()
    {
        Preset.Then(Examples.Claimed);
        _cli.Variables.Clear();
        _cli.Variables["LOGNAME"] = "carol";

        await _cli.Run("claim", "go-dev/large", "--name", "a");

        Assert.Equal("carol", Preset.Claims[0].UserName);
    }

    [Fact]
    public async Task Without_a_name_in_the_environment_the_account_s_is_taken()
    {
        Preset.Then(Examples.Claimed);
        _cli.Variables.Clear();
        _cli.Account = "dave";

        await _cli.Run("claim", "go-dev/large", "--name", "a");

        Assert.Equal("dave", Preset.Claims[0].UserName);
    }
}
