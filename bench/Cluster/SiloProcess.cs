using System.Diagnostics;
using System.Security.Cryptography;
using Prebuilds.Testing;

namespace Prebuilds.Bench.Cluster;

/// <summary>The real silo in a process of its own, over PostgreSQL. It ends with this program.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string Assembly = "prebuilds-silo.dll";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // The silos of one cluster read each other's secrets.
    private static readonly string StateKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly string _folder;
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new();
    private readonly Queue<string> _lastLines = [];

    private SiloProcess(string folder, Process process, int gatewayPort, int httpPort)
    {
        _folder = folder;
        _process = process;
        GatewayPort = gatewayPort;
        HttpPort = httpPort;
    }

    /// <summary>Where clients connect.</summary>
    public int GatewayPort { get; }

    /// <summary>Where its metrics are read.</summary>
    public int HttpPort { get; }

    /// <summary>The id of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Processor time used since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of physical memory.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="database">Its store.</param>
    /// <param name="more">Settings that are not the product's own.</param>
    public static async Task<SiloProcess> Start(string database, IEnumerable<(string Name, string Value)> more)
    {
        var ports = Ports.Free(3);
        var folder = Directory.CreateTempSubdirectory("prebuilds-bench-").FullName;
        var start = new ProcessStartInfo("dotnet", [Program()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in Settings(database, folder, ports).Concat(more))
        {
            start.Environment[name] = value;
        }

        var silo = new SiloProcess(folder, new Process { StartInfo = start }, ports[1], ports[2]);
        try
        {
            await silo.Launch();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it gracefully; kills it when that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            ProcessSignals.Terminate(_process.Id);
            using var limit = new CancellationTokenSource(StopLimit);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<(string Name, string Value)> Settings(string database, string folder, int[] ports) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{ports[2]}"),
        ("ConnectionStrings__Prebuilds", database),
        ("Prebuilds__Storage__Provider", "Postgres"),
        ("Prebuilds__Storage__StateKey", StateKey),
        ("Prebuilds__DataDirectory", Path.Combine(folder, "data")),
        ("Prebuilds__SiloPort", $"{ports[0]}"),
        ("Prebuilds__GatewayPort", $"{ports[1]}"),
    ];

    // Built in the same configuration as this program, as its project reference sees to.
    private static string Program()
    {
        var place = Path.GetRelativePath(Repository("bench"), AppContext.BaseDirectory);
        return Path.Combine(Repository("src/Silo"), place, Assembly);
    }

    private static string Repository(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Prebuilds.sln")))
        {
            root = root.Parent
                ?? throw new InvalidOperationException("Prebuilds.sln is in no folder above this program.");
        }

        return Path.Combine(root.FullName, folder);
    }

    private async Task Launch()
    {
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException(
            $"The silo ended. It printed last:{Environment.NewLine}{string.Join(Environment.NewLine, _lastLines)}"));
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _ready.Task.WaitAsync(StartLimit, TimeProvider.System);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20)
            {
                _lastLines.Dequeue();
            }
        }

        if (line.Contains("Prebuilds is ready", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
