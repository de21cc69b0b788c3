using System.Diagnostics;
using System.Globalization;

namespace Prebuilds.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of our own, in a temporary folder on a free port. It ends with this process, however that ends,
/// and leaves nothing behind.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The password of the user <c>postgres</c>.</summary>
    public const string Password = "a test's own";

    // When this process is gone, the shell's input ends; it takes the server down and, if nobody else will, the
    // folder away.
    private const string Guard =
        """
        owner=$1 folder=$2
        shift 2
        "$@" < /dev/null & server=$!
        echo "server $server"
        cat > /dev/null
        kill -QUIT $server 2> /dev/null
        wait $server
        [ -d /proc/$owner ] || rm -rf "$folder"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-pg-").FullName;
    private readonly string _binaries = PostgresBinaries.Find();
    private readonly string[] _settings;
    private Process? _guard;
    private int _server;
    private int _databases;
    private bool _paused;

    private PostgresServer(string[] settings) => _settings = settings;

    /// <summary>Where it listens on 127.0.0.1; stays the same over restarts.</summary>
    public int Port { get; } = Ports.Free(1)[0];

    /// <summary>The id of its first process, whose children the others are; a restart changes it.</summary>
    public int Id => _server;

    /// <summary>Makes and starts a server.</summary>
    /// <param name="durable">Whether commits wait for the disk; a test that does not end the machine need not.</param>
    /// <param name="settings">More settings, <c>NAME=VALUE</c>; they outweigh those of every server.</param>
    public static async Task<PostgresServer> Start(bool durable = false, params IEnumerable<string> settings)
    {
        var flushing = durable ? "on" : "off";
        string[] usual =
            [$"fsync={flushing}", $"full_page_writes={flushing}", "max_connections=200", "shared_buffers=256MB"];
        var server = new PostgresServer([.. usual, .. settings]);
        try
        {
            await server.Initialize();
            await server.Launch();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await Run("createdb", "-h", _folder, "-p", $"{Port}", "-U", "postgres", name);
        return ConnectionString(name);
    }

    /// <summary>The connection string of a database, existing or not.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username=postgres;Password={Password}";

    /// <summary>Freezes the server with all its connections: nobody is refused, and nobody is answered.</summary>
    public async Task Pause()
    {
        await Signal(ProcessSignals.Freeze);
        _paused = true;
    }

    /// <summary>Ends a pause.</summary>
    public async Task Resume()
    {
        if (_paused)
        {
            await Signal(ProcessSignals.Thaw);
            _paused = false;
        }
    }

    /// <summary>Ends the server without any farewell: connections break, and what was not committed is lost.</summary>
    public async Task Crash()
    {
        await Resume();
        if (_guard is { HasExited: false } guard)
        {
            guard.StandardInput.Close();
            await guard.WaitForExitAsync();
        }
    }

    /// <summary>Stops it as an operator does, who does not wait for clients to leave, and starts it again.</summary>
    public async Task RestartGracefully()
    {
        await Run("pg_ctl", "stop", "-D", Path.Combine(_folder, "data"), "-m", "fast", "-w");
        await Restart();
    }

    /// <summary>Starts it again after a crash; crashes it first when it runs.</summary>
    public async Task Restart()
    {
        await Crash();
        _guard?.Dispose();
        await Launch();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Crash();
        _guard?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Initialize()
    {
        var secret = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.IsPrivilegedProcess)
        {
            await PostgresBinaries.Run(new ProcessStartInfo("chown", ["-R", "postgres", _folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }

        await Run(
            "initdb",
            "-D",
            Path.Combine(_folder, "data"),
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            $"--pwfile={secret}",
            "--no-sync");
    }

    private async Task Launch()
    {
        string[] settings =
            [.. _settings, "listen_addresses=127.0.0.1", $"port={Port}", $"unix_socket_directories={_folder}"];
        string[] server =
        [
            Path.Combine(_binaries, "postgres"),
            "-D",
            Path.Combine(_folder, "data"),
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        string[] guard = ["-c", Guard, "sh", $"{Environment.ProcessId}", _folder, .. server];
        _guard = Process.Start(PostgresBinaries.Command("sh", guard))!;
        var first = await _guard.StandardOutput.ReadLineAsync() ?? "";
        _server = int.Parse(first.Split(' ')[^1], CultureInfo.InvariantCulture);
        await AwaitReady(_guard);
    }

    // The log is read to the end of the server's life: a full pipe would stop it.
    private static async Task AwaitReady(Process guard)
    {
        var ready = new TaskCompletionSource();
        var log = new List<string>();
        guard.ErrorDataReceived += (_, line) =>
        {
            log.Add(line.Data ?? "");
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException(
                    $"PostgreSQL ended at once: {string.Join(Environment.NewLine, log)}"));
            }
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        guard.BeginErrorReadLine();
        await ready.Task;
    }

    private async Task Signal(Action<int> send)
    {
        var children = await File.ReadAllTextAsync($"/proc/{_server}/task/{_server}/children");
        send(_server);
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            send(int.Parse(child, CultureInfo.InvariantCulture));
        }
    }

    private Task Run(string program, params string[] arguments) =>
        PostgresBinaries.Run(PostgresBinaries.Command(Path.Combine(_binaries, program), arguments));
}
