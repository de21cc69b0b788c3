using System.Text.RegularExpressions;
using Npgsql;
using Prebuilds.Client.Hosting;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>
/// Real silos over one real PostgreSQL server and one data directory, which can be killed, stopped, frozen and started
/// again. Silos are numbered from 0.
/// </summary>
internal sealed partial class SiloCluster : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private SiloCluster(
        PostgresServer server,
        string connectionString,
        SiloSource source,
        IEnumerable<(string Name, string Value)[]> silos)
    {
        Server = server;
        ConnectionString = connectionString;

        // Without a pool, no connection outlives the server that a test restarts.
        _database = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        (string, string)[] common =
        [
            ("Prebuilds__Clustering", "Postgres"),
            ("Prebuilds__Storage__Provider", "Postgres"),
            ("ConnectionStrings__Prebuilds", connectionString),
            ("Prebuilds__DataDirectory", Data),
        ];
        Silos = [.. silos.Select(settings => new SiloProcess([.. common, .. settings]) { Source = source })];
    }

    public PostgresServer Server { get; }

    /// <summary>A folder for the test's own files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("prebuilds-cluster-").FullName;

    /// <summary>The data directory of all silos.</summary>
    public string Data => Path.Combine(Folder, "data");

    public string ConnectionString { get; }

    public IReadOnlyList<SiloProcess> Silos { get; }

    /// <summary>Starts a server and as many silos as asked, all alike.</summary>
    public static Task<SiloCluster> Start(int silos, params (string Name, string Value)[] settings) =>
        Start(silos, SiloSource.Real, settings);

    /// <summary>Starts a server and as many silos of a program as asked, all alike.</summary>
    public static Task<SiloCluster> Start(
        int silos, SiloSource source, params (string Name, string Value)[] settings) =>
        Start(source, [.. Enumerable.Repeat(settings, silos)]);

    /// <summary>Starts a server and a silo for each list of settings.</summary>
    public static Task<SiloCluster> Start(IReadOnlyList<(string Name, string Value)[]> silos) =>
        Start(SiloSource.Real, silos);

    private static async Task<SiloCluster> Start(
        SiloSource source, IReadOnlyList<(string Name, string Value)[]> silos)
    {
        var server = await PostgresServer.Start();
        var cluster = new SiloCluster(server, await server.CreateDatabase(), source, silos);
        try
        {
            await Task.WhenAll(cluster.Silos.Select(silo => silo.Start()));
            await cluster.UntilMembers(silos.Count);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that finds the silos in the database.</summary>
    public Task<ClusterClient> Connect() => ClusterClient.Connect(options =>
    {
        options.Clustering = ClientClustering.Postgres;
        options.ConnectionString = ConnectionString;
    });

    /// <summary>Starts a silo that was ended, and waits until it is ready.</summary>
    public Task Start(int silo) => Silos[silo].Start();

    /// <summary>SIGKILL.</summary>
    public Task Kill(int silo) => Silos[silo].Program.Kill();

    /// <summary>SIGTERM; the exit code.</summary>
    public Task<int> Stop(int silo) => Silos[silo].Program.Terminate();

    /// <summary>SIGSTOP: it does nothing any more, and does not know it.</summary>
    public Task Freeze(int silo) => Signal(silo, ProcessSignals.Freeze);

    /// <summary>SIGCONT.</summary>
    public Task Thaw(int silo) => Signal(silo, ProcessSignals.Thaw);

    /// <summary>Waits until the database lists exactly as many active members.</summary>
    public Task UntilMembers(int count) => Eventually.Sees(
        Members, members => members.Count == count, $"{count} active members");

    /// <summary>The ports on which the active members talk to each other.</summary>
    public Task<HashSet<int>> Members() => Query("select port from silo where status = 3", row => row.GetInt32(0));

    /// <summary>The silo that hosts a preset's grain; waits until one says so.</summary>
    public Task<int> HostOf(PresetName preset) => Eventually.Sees(
        async () =>
        {
            var hosted = await Task.WhenAll(Enumerable.Range(0, Silos.Count).Select(HostedBy));
            return Array.FindIndex(hosted, presets => presets.Contains(preset));
        },
        host => host >= 0,
        $"a silo that hosts {preset}");

    /// <summary>The silo that hosts most presets, and these.</summary>
    public async Task<(int Silo, HashSet<PresetName> Presets)> Fullest()
    {
        var hosted = await Task.WhenAll(Enumerable.Range(0, Silos.Count).Select(HostedBy));
        var most = hosted.MaxBy(presets => presets.Count)!;
        return (Array.IndexOf(hosted, most), most);
    }

    /// <summary>The presets whose grains live on a silo, as its metrics say; none while it does not answer.</summary>
    public async Task<HashSet<PresetName>> HostedBy(int silo) =>
    [
        .. Gauge.Matches(await Silos[silo].TryGet("/metrics") ?? "")
            .Select(match => new PresetName(match.Groups["template"].Value, match.Groups["preset"].Value)),
    ];

    /// <summary>How often each preset's grain was activated.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> Epochs()
    {
        var rows = await Query("select id, epoch from preset", row => (Id: row.GetGuid(0), Epoch: row.GetInt64(1)));
        return rows.ToDictionary(row => row.Id, row => row.Epoch);
    }

    /// <summary>Reads the database beside all silos.</summary>
    public async Task<HashSet<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new HashSet<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Changes the database beside all silos.</summary>
    public async Task Execute(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task Signal(int silo, Action<int> send)
    {
        send(Silos[silo].Program.Id);
        return Task.CompletedTask;
    }

    [GeneratedRegex(
        """^prebuilds_desired\{(?=.*\btemplate="(?<template>.+?)")(?=.*\bpreset="(?<preset>.+?)")""",
        RegexOptions.Multiline)]
    private static partial Regex Gauge { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await _database.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
