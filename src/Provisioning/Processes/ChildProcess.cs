using System.ComponentModel;
using System.Diagnostics;
using Prebuilds.Provisioning.Processes.Output;

namespace Prebuilds.Provisioning.Processes;

/// <summary>
/// Runs executables. Each runs in a session of its own (so no terminal and no signal of ours reaches it by accident),
/// reads from nothing, and writes errors and output into one stream, in the order written.
/// </summary>
/// <param name="clock">Measures the waits.</param>
/// <param name="ender">Ends what has to be ended.</param>
internal sealed class ChildProcess(TimeProvider clock, ProcessEnder ender)
{
    /// <summary>Starts a session. Part of util-linux and of busybox.</summary>
    public const string SessionStarter = "setsid";

    /// <summary>Joins the two output streams before it becomes the executable.</summary>
    public const string Shell = "/bin/sh";

    private const string JoinOutputs = "exec \"$@\" </dev/null 2>&1";

    /// <summary>
    /// The same, with a reader of its own in between, which passes all on to us, and reads on when we are gone. It
    /// opens the pipe together with the executable, and then takes away the pipe's name.
    /// </summary>
    private const string JoinOutputsAndReadOn =
        "pipe=./.output.$$; rm -f \"$pipe\" && mkfifo -m 600 \"$pipe\" || exit 126\n"
        + "{ rm -f \"$pipe\"; cat; exec cat >/dev/null; } <\"$pipe\" 2>/dev/null &\n"
        + "exec \"$@\" </dev/null >\"$pipe\" 2>&1";

    /// <summary>
    /// Runs a command to its end. When it fails or is cancelled, no process of it is left when this returns; after a
    /// success only what <see cref="ChildCommand.LeavesBackground"/> allows.
    /// </summary>
    /// <param name="command">What to run.</param>
    /// <param name="log">Takes the output.</param>
    /// <param name="stop">Ends everything it started, then throws <see cref="OperationCanceledException"/>.</param>
    public async Task<ChildResult> Run(ChildCommand command, Action<string> log, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var left = command.Deadline - clock.GetUtcNow();
        using var process = new Process { StartInfo = StartInfoOf(command, left) };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return new ChildResult.NotStarted(error.Message);
        }

        var family = command.Family with { Root = process.Id };
        using var output = new OutputPump(process.StandardOutput.BaseStream, log, clock);
        try
        {
            await WaitForExit(process, output, stop);
        }
        catch
        {
            await ender.End(family, command.Interruption);
            await output.Finish();
            throw;
        }

        if (left is not null)
        {
            await TellWatch(process);
        }

        return await Finish(command, process, family, output);
    }

    private async Task<ChildResult.Exited> Finish(
        ChildCommand command, Process process, ProcessFamily family, OutputPump output)
    {
        if (command.OutlivesReader)
        {
            // What it said last is still with the reader in between, which must not be ended before.
            await output.Finish();
        }

        if (process.ExitCode != 0 || !command.LeavesBackground)
        {
            await ender.End(family);
        }

        await output.Finish();
        return new ChildResult.Exited(process.ExitCode, output.LastLines);
    }

    /// <summary>
    /// The output may end long before the process does and long after; but when the log throws, nobody reads any more.
    /// </summary>
    private static async Task WaitForExit(Process process, OutputPump output, CancellationToken stop)
    {
        var exit = process.WaitForExitAsync(stop);
        if (await Task.WhenAny(exit, output.Reading) == output.Reading)
        {
            await output.Reading;
        }

        await exit;
    }

    private static async Task TellWatch(Process process)
    {
        try
        {
            await process.StandardInput.WriteAsync(OrphanWatch.Word);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody has ended it.
        }
    }

    /// <summary>How a command is started.</summary>
    /// <param name="command">The command.</param>
    /// <param name="left">How long it may take, also when this process is gone; null: that is not seen to.</param>
    internal static ProcessStartInfo StartInfoOf(ChildCommand command, TimeSpan? left = null)
    {
        var start = new ProcessStartInfo(SessionStarter)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = left is not null,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        if (left is not null)
        {
            start.Environment[OrphanWatch.Variable] = Guid.NewGuid().ToString();
        }

        string[] program = [command.Executable, .. command.Arguments];
        var script = command.OutlivesReader ? JoinOutputsAndReadOn : JoinOutputs;
        string[] line = left is { } time
            ? [Shell, "-c", OrphanWatch.Start + script, Shell, .. OrphanWatch.Arguments(command, time), .. program]
            : [Shell, "-c", script, Shell, .. program];
        foreach (var argument in line)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
