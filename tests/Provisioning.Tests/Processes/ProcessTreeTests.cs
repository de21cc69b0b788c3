using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Processes;

/// <summary>Each script prints <c>child PID</c> for what it started, and <c>started</c> when all of it runs.</summary>
public sealed class ProcessTreeTests : IDisposable
{
    private const string Waiting = "wait";

    /// <summary>A child that keeps no tie but its environment: session, group and parent are others.</summary>
    private const string Daemon = "(setsid bash -c 'echo child $$; exec sleep 1000' >daemon.log 2>&1 &) ; "
        + "until [ -s daemon.log ]; do :; done; cat daemon.log; ";

    private readonly ChildScene _scene = new(new HurriedClock());

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("echo child $$; ")]
    [InlineData("sleep 1000 & echo child $!; ")]
    [InlineData("bash -c 'sleep 1000 & echo child $!; wait' & ")]
    [InlineData("(sleep 1000 >/dev/null & echo child $!); ")]
    [InlineData("trap '' TERM; echo child $$; ")]
    [InlineData("bash -c 'trap \"\" TERM; echo child $$; while :; do sleep 1000; done' & ")]
    [InlineData("bash -c 'echo child $$; kill -STOP $$' & ")]
    [InlineData(Daemon)]
    [InlineData("setsid env -i sleep 1000 & echo child $!; ")]
    public async Task Cancelling_leaves_no_process(string start)
    {
        using var stop = new CancellationTokenSource();
        var running = _scene.Run(start + "echo started; sleep 1000 & " + Waiting, stop.Token);
        await _scene.Log.Saw("started");
        await _scene.Log.Saw("child");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(_scene.Log.Numbers("child"), ChildScene.AssertGone);
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task Ending_is_asked_for_before_it_is_forced()
    {
        using var scene = new ChildScene();
        using var stop = new CancellationTokenSource();
        var running = scene.Run("trap 'echo goodbye; exit 0' TERM; echo started; sleep 1000 & wait", stop.Token);
        await scene.Log.Saw("started");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.EndsWith("goodbye\n", scene.Log.Text);
    }

    [Theory]
    [InlineData("sleep 1000 & echo child $!; ")]
    [InlineData(Daemon)]
    public async Task A_failure_leaves_no_process(string start)
    {
        var exited = await _scene.Run(_scene.Command(start + "exit 1") with { LeavesBackground = true });

        Assert.Equal(1, exited.Code);
        Assert.All(_scene.Log.Numbers("child"), ChildScene.AssertGone);
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task A_killed_main_process_leaves_no_process()
    {
        var exited = await _scene.Run(_scene.Command(Daemon + "kill -KILL $$") with { LeavesBackground = true });

        Assert.Equal(137, exited.Code);
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task A_success_leaves_the_background_alone_when_it_is_meant_to_stay()
    {
        var exited = await _scene.Run(_scene.Command(Daemon) with { LeavesBackground = true });

        Assert.Equal(0, exited.Code);
        Assert.Equal(_scene.Log.Numbers("child"), _scene.Running());
    }

    [Fact]
    public async Task A_success_leaves_nothing_when_nothing_is_meant_to_stay()
    {
        var exited = await _scene.Run(_scene.Command(Daemon));

        Assert.Equal(0, exited.Code);
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task A_background_process_that_keeps_the_output_open_does_not_hold_us_up()
    {
        var exited = await _scene.Run(_scene.Command("sleep 1000 & echo last words") with { LeavesBackground = true });

        Assert.Equal(0, exited.Code);
        Assert.Equal("last words\n", _scene.Log.Text);
        Assert.Single(_scene.Running());
    }

    [Fact]
    public async Task A_background_process_that_goes_on_talking_does_not_hold_us_up()
    {
        var exited = await _scene.Run(_scene.Command("yes & echo $! >talker") with { LeavesBackground = true });

        Assert.Equal(0, exited.Code);
    }
}
