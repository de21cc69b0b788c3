using System.Diagnostics;
using System.Text;
using Prebuilds.Silo.Tests.Hosting;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>One of the programs of this repository as a real process, with all it prints.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly StringBuilder _printed = new();
    private readonly Process _process;

    private ChildProgram(Process process) => _process = process;

    /// <summary>What it has printed so far, on both streams.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program of the repository as it was built, in the configuration of the tests.</summary>
    /// <param name="project">Its project's folder, such as <c>src/Silo</c>.</param>
    /// <param name="assembly">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is added to the environment.</param>
    public static ChildProgram Start(
        string project, string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var built = Path.GetRelativePath(
            Path.Combine(Repository.Root, "tests", "Silo.Tests"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Root, project, built, assembly));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var program = new ChildProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Keep(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Keep(line.Data);
        program._process.Start();
        program._process.StandardInput.Close();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>SIGKILL: it gets no chance to say goodbye.</summary>
    /// <param name="withChildren">Whether all that it started gets none either.</param>
    public async Task Kill(bool withChildren = false)
    {
        if (!_process.HasExited)
        {
            _process.Kill(withChildren);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for its end.</summary>
    public async Task<int> Terminate()
    {
        ProcessSignals.Terminate(_process.Id);
        return await Ended();
    }

    /// <summary>Waits for its end, at most a minute and a half.</summary>
    public async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_printed)
        {
            _printed.AppendLine(line);
        }
    }
}
