using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Processes.Output;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private readonly ChildScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Both_outputs_come_as_one_in_the_order_written()
    {
        await _scene.Run("for i in 1 2 3; do echo out$i; echo err$i >&2; done");

        Assert.Equal("out1\nerr1\nout2\nerr2\nout3\nerr3\n", _scene.Log.Text);
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 78", 78)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("no-such-command", 127)]
    public async Task It_tells_the_exit_code(string script, int code) =>
        Assert.Equal(code, (await _scene.Run(script)).Code);

    [Fact]
    public async Task It_works_in_its_folder_with_nothing_to_read()
    {
        await _scene.Run("pwd; cat; echo end");

        Assert.Equal($"{_scene.Folder.Path}\nend\n", _scene.Log.Text);
    }

    [Fact]
    public async Task It_finds_its_environment_and_no_other()
    {
        var command = _scene.Command("env");
        var environment = command.Environment
            .Add("PREBUILDS_PARAM_disk_size", "10 GB\nor so")
            .Add("QUOTED", "a'b\"c$d");

        await _scene.Run(command with { Environment = environment });

        var text = _scene.Log.Text;
        Assert.Contains("PREBUILDS_PARAM_disk_size=10 GB\nor so\n", text);
        Assert.Contains("QUOTED=a'b\"c$d\n", text);
        var names = text.Split('\n').Where(line => line.Contains('=')).Select(line => line.Split('=')[0]);
        string[] ofShells = ["OLDPWD", "PWD", "SHLVL", "_"];
        Assert.Equal(environment.Keys.ToHashSet(), names.Except(ofShells).ToHashSet());
    }

    [Fact]
    public async Task A_script_without_a_first_line_is_run_by_the_shell()
    {
        var path = _scene.Folder.WriteExecutable("plain", "echo plain\n");

        await _scene.Run(_scene.Command("") with { Executable = path });

        Assert.Equal("plain\n", _scene.Log.Text);
    }

    [Fact]
    public async Task What_cannot_be_run_says_why_and_fails()
    {
        var path = _scene.Folder.WriteExecutable("broken", "#!/no/such/interpreter\n");

        var exited = await _scene.Run(_scene.Command("") with { Executable = path });

        Assert.Equal(127, exited.Code);
        Assert.Contains("not found", exited.LastLines);
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_told()
    {
        var command = _scene.Command("true") with { Folder = "/no/such/folder" };

        var result = await _scene.Processes.Run(command, _scene.Log.Append, default);

        Assert.NotEmpty(Assert.IsType<ChildResult.NotStarted>(result).Reason);
    }

    [Fact]
    public async Task The_last_lines_are_kept_for_the_error()
    {
        var exited = await _scene.Run("seq 1 100000; echo gone wrong >&2; exit 3");

        Assert.EndsWith("99999\n100000\ngone wrong", exited.LastLines);
        Assert.InRange(exited.LastLines.Length, 1, OutputTail.MaxLength);
        Assert.Equal(OutputTail.MaxLines, exited.LastLines.Split('\n').Length);
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_neither_block_nor_pile_up()
    {
        long characters = 0;
        var longest = 0;
        var command = _scene.Command("yes 2>/dev/null 012345678901234567890123456789 | head -c 100000000");

        await _scene.Processes.Run(
            command,
            piece =>
            {
                characters += piece.Length;
                longest = Math.Max(longest, piece.Length);
            },
            default);

        Assert.Equal(100_000_000, characters);
        Assert.InRange(longest, 1, 64 * 1024);
    }

    [Fact]
    public async Task Characters_survive_wherever_the_pieces_are_cut()
    {
        await _scene.Run("for i in $(seq 3000); do printf 'x€😀'; done; printf '\\0|\\377|'");

        Assert.Equal(string.Concat(Enumerable.Repeat("x€😀", 3000)) + "\uFFFD|\uFFFD|", _scene.Log.Text);
    }

    [Fact]
    public async Task A_log_that_throws_ends_the_child()
    {
        var running = _scene.Processes.Run(
            _scene.Command("sleep 1000 & echo child $!; wait"),
            piece =>
            {
                _scene.Log.Append(piece);
                throw new InvalidOperationException("the log is broken");
            },
            default);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => running);
        Assert.Equal("the log is broken", error.Message);
        Assert.All(_scene.Log.Numbers("child"), ChildScene.AssertGone);
    }

    [Fact]
    public async Task A_cancelled_call_starts_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _scene.Run("touch started", new CancellationToken(canceled: true)));

        Assert.False(File.Exists(_scene.Folder["started"]));
    }

    [Fact]
    public async Task Many_run_side_by_side()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(async code =>
        {
            using var alone = new ChildScene();
            return await alone.Run($"exit {code}");
        }));

        Assert.Equal(Enumerable.Range(0, 16), results.Select(result => result.Code));
    }
}
