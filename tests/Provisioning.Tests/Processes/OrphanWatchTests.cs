using System.Diagnostics;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Processes;

/// <summary>Commands that outlive the process that has started them: its end of their pipes closes.</summary>
public sealed class OrphanWatchTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ChildScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("exit 7", false, 7)]
    [InlineData("exit 7", true, 7)]
    [InlineData("cat", false, 0)]
    [InlineData("sleep 1000 & exit 0", false, 0)]
    public async Task A_command_that_ends_while_we_are_there_takes_its_watch_along(
        string script, bool outlives, int code)
    {
        var command = _scene.Command("echo said; " + script) with
        {
            OutlivesReader = outlives,
            Deadline = TimeProvider.System.GetUtcNow() + Hour,
        };

        Assert.Equal(code, (await _scene.Run(command)).Code);

        Assert.Equal("said\n", _scene.Log.Text);
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task What_is_left_running_on_purpose_stays_and_the_watch_does_not()
    {
        var command = _scene.Command("sleep 1000 >/dev/null 2>&1 & echo $!") with
        {
            LeavesBackground = true,
            Deadline = TimeProvider.System.GetUtcNow() + Hour,
        };

        await _scene.Run(command);

        Assert.Equal(_scene.Log.Text.Trim(), $"{Assert.Single(_scene.Running())}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_we_are_gone_all_that_it_started_ends_at_the_deadline(bool outlives)
    {
        var script = "sleep 1000 & setsid sleep 1000 & echo begun; while :; do sleep 0.1; done";

        await Abandon(_scene.Command(script) with { OutlivesReader = outlives }, TimeSpan.FromSeconds(1));

        await UntilNothingRuns();
    }

    [Fact]
    public async Task When_we_are_gone_it_is_asked_first_and_may_end_in_order()
    {
        var script = "trap 'echo in order >asked; exit' INT; echo begun; while :; do sleep 0.1; done";
        var command = _scene.Command(script) with { Interruption = TimeSpan.FromSeconds(10) };

        await Abandon(command, TimeSpan.FromSeconds(1));

        await UntilNothingRuns();
        Assert.Equal("in order\n", await File.ReadAllTextAsync(_scene.Folder["asked"]));
    }

    [Fact]
    public async Task When_we_are_gone_what_it_left_behind_ends_with_it()
    {
        await Abandon(_scene.Command("setsid sleep 1000 & echo begun"), Hour);

        await UntilNothingRuns();
    }

    [Fact]
    public async Task When_we_are_gone_it_comes_to_its_end_and_what_it_leaves_on_purpose_stays()
    {
        var command = _scene.Command("setsid sleep 1000 >/dev/null & echo begun; touch done") with
        {
            LeavesBackground = true,
        };

        await Abandon(command, Hour);

        await Eventually.Sees(
            () => Task.FromResult(_scene.Running().Count()), left => left == 1, "only what it left on purpose");
        Assert.True(File.Exists(_scene.Folder["done"]));
    }

    private async Task Abandon(ChildCommand command, TimeSpan left)
    {
        using var process = Process.Start(ChildProcess.StartInfoOf(command, left))!;
        Assert.Equal("begun", await process.StandardOutput.ReadLineAsync());
        await process.StandardInput.DisposeAsync();
        process.StandardOutput.Dispose();
        await process.WaitForExitAsync();
    }

    private Task<int> UntilNothingRuns() => Eventually.Sees(
        () => Task.FromResult(_scene.Running().Count()), left => left == 0, "nothing runs any more");
}
