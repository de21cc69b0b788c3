using System.Diagnostics;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Processes;

/// <summary>
/// Commands that must not be ended in the middle of things: by our death, or at once when they are cancelled.
/// </summary>
public sealed class OrderlyEndTests : IDisposable
{
    private readonly ChildScene _scene = new(new HurriedClock());

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("seq 1 100000", 0)]
    [InlineData("seq 1 100000; exit 7", 7)]
    [InlineData("sleep 1000 & seq 1 100000; exit 7", 7)]
    public async Task All_is_read_that_it_said_and_nothing_is_left(string script, int code)
    {
        var exited = await _scene.Run(_scene.Command(script) with { OutlivesReader = true });

        Assert.Equal(code, exited.Code);
        Assert.EndsWith("99999\n100000\n", _scene.Log.Text);
        Assert.Equal(588_895, _scene.Log.Text.Length);
        _scene.AssertNothingLeft();
        Assert.Empty(Directory.GetFileSystemEntries(_scene.Folder.Path));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 141)]
    public async Task It_goes_on_although_nobody_reads_any_more(bool outlives, int code)
    {
        var script = "trap - PIPE; mkfifo gate; echo begun; read -r go <gate; seq 1 100000; touch done";
        var command = _scene.Command("exec 2>&1; " + script) with { OutlivesReader = outlives };
        using var process = Process.Start(ChildProcess.StartInfoOf(command))!;
        Assert.Equal("begun", await process.StandardOutput.ReadLineAsync());

        process.StandardOutput.Dispose();
        await File.WriteAllTextAsync(_scene.Folder["gate"], "go\n");
        await process.WaitForExitAsync();

        Assert.Equal(outlives, File.Exists(_scene.Folder["done"]) && process.ExitCode == code);
    }

    [Fact]
    public async Task It_is_asked_first_and_may_end_what_it_started_itself()
    {
        var script = """
            (trap 'echo asked too >child; exit' INT TERM; touch listening; while :; do sleep 0.01; done) &
            trap 'kill -KILL $!; echo in order >parent; exit' INT
            while [ ! -e listening ]; do sleep 0.01; done
            echo begun
            wait
            """;

        await Cancel(script);

        Assert.Equal("in order\n", await File.ReadAllTextAsync(_scene.Folder["parent"]));
        Assert.False(File.Exists(_scene.Folder["child"]));
        _scene.AssertNothingLeft();
    }

    [Fact]
    public async Task It_is_ended_when_it_does_not_listen()
    {
        await Cancel("trap '' INT TERM; echo begun; while :; do sleep 0.01; done");

        _scene.AssertNothingLeft();
    }

    private async Task Cancel(string script)
    {
        using var stop = new CancellationTokenSource();
        var command = _scene.Command(script) with { OutlivesReader = true, Interruption = TimeSpan.FromSeconds(10) };
        var running = _scene.Run(command, stop.Token);
        await _scene.Log.Saw("begun");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
