using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Prebuilds.Bench.Seeds;
using Prebuilds.Client;
using Prebuilds.Client.Hosting;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Cluster;

/// <summary>
/// Silos over a database of their own, a client that speaks to one over TCP, and our own way into the database.
/// </summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private static readonly TimeSpan EveryHour = TimeSpan.FromHours(1);

    private static readonly (string, string) OneBuild = ("Prebuilds__Builds__MaxConcurrent", "1");

    // The bench keeps the one slot for builds busy under a lease that outlives it.
    private static readonly (string, string)[] LongBuild =
        [OneBuild, ("Prebuilds__Builds__TimeLimit", "1.00:00:00"), ("Prebuilds__Builds__LeaseDuration", "01:00:00")];

    private readonly IHost _host;

    private BenchCluster(NpgsqlDataSource database, SiloProcess[] silos, IHost host)
    {
        Database = database;
        Silos = silos;
        _host = host;
    }

    /// <summary>The silos' database, and that of whatever is compared with them.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The silos.</summary>
    public IReadOnlyList<SiloProcess> Silos { get; }

    /// <summary>The silo that the client speaks to; mostly the only one.</summary>
    public SiloProcess Silo => Silos[0];

    /// <summary>The client.</summary>
    public PrebuildsClient Client => _host.Services.GetRequiredService<PrebuildsClient>();

    /// <summary>
    /// Starts a silo on an empty database, and connects. The loop is paused, no pass comes unasked, and no
    /// provisioner's work disturbs what is measured: the only worker has a build that never ends.
    /// </summary>
    /// <param name="server">The server to make the database on.</param>
    public static async Task<BenchCluster> Start(PostgresServer server)
    {
        var cluster = await Connect(server, 1, [.. LongBuild, Every(EveryHour)]);
        await EndlessBuild.Begin(cluster);
        await cluster.Client.Loop.Pause();
        return cluster;
    }

    /// <summary>Starts a silo on an empty database, and connects. The loop runs, and one build at a time.</summary>
    /// <param name="server">The server to make the database on.</param>
    public static Task<BenchCluster> StartBuilding(PostgresServer server) => Connect(server, 1, [OneBuild]);

    /// <summary>
    /// Starts silos that find each other in an empty database, and connects. The loop is paused, and every worker
    /// waits for builds.
    /// </summary>
    /// <param name="server">The server to make the database on.</param>
    /// <param name="silos">How many.</param>
    /// <param name="interval">Time between two passes of the loop.</param>
    public static async Task<BenchCluster> StartClustered(PostgresServer server, int silos, TimeSpan interval)
    {
        var cluster = await Connect(server, silos, [("Prebuilds__Clustering", "Postgres"), Every(interval)]);
        await cluster.Client.Loop.Pause();
        return cluster;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    private static (string Name, string Value) Every(TimeSpan interval) =>
        ("Prebuilds__Reconciliation__Interval", $"{interval:c}");

    private static async Task<BenchCluster> Connect(
        PostgresServer server, int count, IReadOnlyList<(string Name, string Value)> settings)
    {
        var connection = await server.CreateDatabase();
        var silos = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => SiloProcess.Start(connection, settings)));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddPrebuildsClient(options => options.GatewayPort = silos[0].GatewayPort);
        var host = builder.Build();
        await host.StartAsync();
        var pooling = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = 100,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            CommandTimeout = 300,
        };
        return new BenchCluster(NpgsqlDataSource.Create(pooling), silos, host);
    }
}
