using System.Diagnostics;
using System.Globalization;
using System.Net;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>
/// The real silo in a process of its own, over a folder of its own; it can be killed and started again.
/// </summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int[] _ports = Ports.Free(3);
    private readonly Dictionary<string, string> _environment;
    private ChildProgram? _program;

    public SiloProcess(params (string Name, string Value)[] settings)
    {
        Folder = Directory.CreateTempSubdirectory("prebuilds-e2e-").FullName;
        _environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Prebuilds__DataDirectory"] = Path.Combine(Folder, "data"),
            ["Prebuilds__SiloPort"] = $"{_ports[0]}",
            ["Prebuilds__GatewayPort"] = $"{_ports[1]}",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_ports[2]}",
        };
        foreach (var (name, value) in settings)
        {
            _environment[name] = value;
        }
    }

    public SiloSource Source { get; init; } = SiloSource.Real;

    public string Folder { get; }

    public string Data => _environment["Prebuilds__DataDirectory"];

    public int GatewayPort => _ports[1];

    public ChildProgram Program => _program ?? throw new InvalidOperationException("The silo was never started.");

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task Start()
    {
        _program?.Dispose();
        _program = ChildProgram.Start(Source.Project, Source.Assembly, [], _environment);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReady())
        {
            if (_program.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The silo did not become ready. It printed:\n{_program.Printed}");
            }

            await look.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads one of its pages.</summary>
    public Task<string> Get(string path) => _http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports[2]}{path}"));

    /// <summary>Reads one of its pages; null while it does not answer.</summary>
    public async Task<string?> TryGet(string path)
    {
        try
        {
            return await Get(path);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>The ids of the processes that work below its data directory, whoever started them.</summary>
    public IReadOnlyList<int> WorkingBelow() => [.. Working().Select(process => process.Id)];

    /// <summary>The folders, each once, in which processes work below its data directory.</summary>
    public HashSet<string> FoldersAtWork() => [.. Working().Select(process => process.Folder)];

    private IEnumerable<(int Id, string Folder)> Working() =>
        from process in Directory.GetDirectories("/proc")
        let name = Path.GetFileName(process)
        where int.TryParse(name, out _)
        let folder = WorkingFolder(process)
        where folder is not null && folder.StartsWith(Data, StringComparison.Ordinal)
        select (int.Parse(name, CultureInfo.InvariantCulture), folder);

    public ValueTask DisposeAsync()
    {
        _program?.Dispose();
        _http.Dispose();
        EndWhatWorksBelow();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Workspaces that are processes outlive their silo, and a test that failed may have killed it in the midst of
    /// work. One that has ended works nowhere, even if nobody has asked for its exit code yet.
    /// </summary>
    private void EndWhatWorksBelow()
    {
        while (WorkingBelow() is [_, ..] alive)
        {
            foreach (var id in alive)
            {
                End(id);
            }
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It ended meanwhile.
        }
    }

    private static string? WorkingFolder(string process)
    {
        try
        {
            return File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{_ports[2]}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
