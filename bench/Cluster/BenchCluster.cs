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
/// A silo over a database of its own, a client that speaks to it over TCP, and our own way into the database.
/// </summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchCluster(NpgsqlDataSource database, SiloProcess silo, IHost host)
    {
        Database = database;
        Silo = silo;
        _host = host;
    }

    /// <summary>The silo's database, and that of whatever is compared with it.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The silo.</summary>
    public SiloProcess Silo { get; }

    /// <summary>The client.</summary>
    public PrebuildsClient Client => _host.Services.GetRequiredService<PrebuildsClient>();

    /// <summary>Starts a silo on an empty database, and connects. The loop is paused.</summary>
    /// <param name="server">The server to make the database on.</param>
    /// <param name="interval">
    /// Time between two passes of the loop; default: an hour, so that none comes unasked.
    /// </param>
    public static async Task<BenchCluster> Start(PostgresServer server, TimeSpan? interval = null)
    {
        var cluster = await Connect(server, interval ?? TimeSpan.FromHours(1));
        await EndlessBuild.Begin(cluster);
        await cluster.Client.Loop.Pause();
        return cluster;
    }

    /// <summary>Starts a silo on an empty database, and connects. The loop runs, and one build at a time.</summary>
    /// <param name="server">The server to make the database on.</param>
    public static Task<BenchCluster> StartBuilding(PostgresServer server) => Connect(server, TimeSpan.FromSeconds(15));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static async Task<BenchCluster> Connect(PostgresServer server, TimeSpan interval)
    {
        var connection = await server.CreateDatabase();
        var silo = await SiloProcess.Start(connection, interval);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddPrebuildsClient(options => options.GatewayPort = silo.GatewayPort);
        var host = builder.Build();
        await host.StartAsync();
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = 100,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            CommandTimeout = 300,
        };
        return new BenchCluster(NpgsqlDataSource.Create(settings), silo, host);
    }
}
