using Microsoft.Extensions.Options;
using Prebuilds.Client.Hosting;
using Prebuilds.Silo.Tests.Client.Fakes;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands.Terminal;

public sealed class UsageTests
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("", "a command is missing: claim, status")]
    [InlineData("tempalte push", "'tempalte' is no command here. Did you mean 'template'?")]
    [InlineData("template", "a command is missing: push, list")]
    [InlineData("claim", "Option '--name' is required.")]
    [InlineData("claim a/b --name x --wait soon", "--wait is 'soon'. Write a time such as 30s")]
    [InlineData("claim a/b --name x --wait 2d", "--wait is '2d'.")]
    [InlineData("claim a/b/c --name x", "'a/b/c' is not a preset.")]
    [InlineData("claim a/b --name x --param k=v", "--param goes with a TEMPLATE")]
    [InlineData("claim a --name x --param k", "--param has 'k'. Write KEY=VALUE.")]
    [InlineData("claim a --name x --param k=1 --param k=2", "--param gives 'k' 2 values.")]
    [InlineData("claim a/b --name /", "'/' is not a workspace name.")]
    [InlineData("claim a/b --name x --user prebuilds", "cannot own a claimed workspace.")]
    [InlineData("preset show go-dev", "'go-dev' is not a preset.")]
    [InlineData("template promote go-dev newest", "Cannot parse argument 'newest'")]
    [InlineData("workspace list --limit 0", "--limit is 0. Use 1 to 1000.")]
    [InlineData("workspace list --preset go-dev", "'go-dev' is not a preset.")]
    [InlineData("stop", "Option '--cause' is required.")]
    [InlineData("stop --cause ", "--cause is empty.")]
    [InlineData("status --output yaml", "'yaml'")]
    [InlineData("status --gateway silo", "--gateway has 'silo'. Write HOST:PORT")]
    [InlineData("status now", "'now'")]
    [InlineData("completion tcsh", "'tcsh'")]
    [InlineData("loadtest claims", "Nothing ends it. Give --duration, --count or both.")]
    [InlineData("loadtest claims go-dev --count 1", "'go-dev' is not a preset.")]
    [InlineData("loadtest claims --count 1 --callers 2 --rate 3", "Give one of them.")]
    [InlineData("loadtest claims --count 1 --arrivals burst", "Give its --rate too.")]
    [InlineData("loadtest claims --count 1 --rate 9 --arrivals sometimes", "'sometimes'")]
    [InlineData("loadtest claims --count 1 --rate 9 --burst 5", "--burst goes with --arrivals burst.")]
    [InlineData("loadtest claims --duration 9s --rate 9 --arrivals ramp", "--ramp-to and --arrivals ramp go together.")]
    [InlineData("loadtest claims --count 1 --rate 9 --arrivals ramp --ramp-to 2", "A ramp needs --duration")]
    [InlineData("loadtest claims --count none", "--count is 'none'. Use a number from 1 to 1000000000.")]
    [InlineData("loadtest claims --count 1 --repeat 100", "--repeat is '100'. Use a number from 0 to 99.")]
    [InlineData("loadtest claims --duration 0", "--duration is '0'.")]
    [InlineData("loadtest check", "HISTORY")]
    [InlineData("loadtest check run.jsonl --exclusive", "--exclusive goes with --cluster.")]
    public async Task A_command_line_that_means_nothing_ends_with_2_and_says_why(string line, string message)
    {
        Assert.Equal(2, await _cli.Run(line.Length == 0 ? [] : line.Split(' ')));

        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--help'.", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
        Assert.Empty(_cli.Connections);
    }

    [Fact]
    public async Task Without_a_login_name_the_user_must_be_said()
    {
        _cli.Variables.Clear();

        Assert.Equal(2, await _cli.Run("claim", "a/b", "--name", "x"));

        Assert.Contains("Say it with --user USER.", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Global_options_may_stand_anywhere()
    {
        await _cli.Run("--gateway", "silo:1", "pause", "--verbose");

        Assert.Equal(("silo:1", true), (_cli.Connections[0].Gateways, _cli.Connections[0].Verbose));
    }

    [Fact]
    public async Task A_cluster_out_of_reach_ends_with_1_and_its_message()
    {
        _cli.ConnectionFailure = new GatewayUnreachableException("127.0.0.1:30000", "Connection refused");

        Assert.Equal(1, await _cli.Run("pause"));

        Assert.StartsWith(
            "prebuilds pause: Cannot reach a silo at 127.0.0.1:30000: Connection refused. Start a silo",
            _cli.Error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_ends_with_1_and_every_problem()
    {
        _cli.ConnectionFailure = new OptionsValidationException("", typeof(object), ["One.", "Two."]);

        Assert.Equal(1, await _cli.Run("pause"));

        Assert.Equal(
            ["The configuration has 2 problem(s):", "  - One.", "  - Two."],
            _cli.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_version_is_told()
    {
        Assert.Equal(0, await _cli.Run("--version"));

        Assert.Matches(@"^\d+\.\d+\.\d+", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("temp", "template")]
    [InlineData("template pr", "promote")]
    [InlineData("status --output j", "json")]
    public async Task The_suggest_directive_completes_the_line_for_a_shell(string line, string candidate)
    {
        Assert.Equal(0, await _cli.Run($"[suggest:{line.Length}]", line));

        Assert.Contains(candidate, _cli.Out.ToString().Split('\n'));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _prebuilds prebuilds")]
    [InlineData("zsh", "#compdef prebuilds")]
    [InlineData("fish", "complete -c prebuilds")]
    public async Task Every_shell_has_its_completion_script(string shell, string line)
    {
        Assert.Equal(0, await _cli.Run("completion", shell));

        Assert.Contains(line, _cli.Out.ToString().Split('\n').Select(it => it.Split(" -a")[0]));
    }
}
