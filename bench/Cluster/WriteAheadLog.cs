using Npgsql;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Cluster;

/// <summary>
/// The server's log as it is once a server has run for a while: made of segments that are used again. On a new server
/// all commits wait at every 16 MiB until a new segment is filled with zeros, some 10 ms, which would be the p99 of
/// whoever commits most.
/// </summary>
internal static class WriteAheadLog
{
    /// <summary>The setting of a server that keeps as many segments.</summary>
    public const string KeepsSegments = "min_wal_size=3GB";

    private const int Segments = 180;

    /// <summary>Fills and gives back as many segments as the claims of a quick run use.</summary>
    /// <param name="server">A server with <see cref="KeepsSegments"/>.</param>
    public static async Task Prepare(PostgresServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        for (var segment = 0; segment < Segments; segment++)
        {
            await source.Execute("select pg_logical_emit_message(false, 'bench', 'a segment that is not empty')");
            await source.Execute("select pg_switch_wal()");
        }

        await source.Execute("checkpoint");
    }
}
