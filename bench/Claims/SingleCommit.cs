using System.Diagnostics;
using Npgsql;
using Prebuilds.Bench.Cluster;

namespace Prebuilds.Bench.Claims;

/// <summary>The least that anything durable costs: one update of one row by one caller, prepared.</summary>
internal sealed class SingleCommit : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;

    private SingleCommit(NpgsqlConnection connection)
    {
        _connection = connection;
        _command = new NpgsqlCommand("update counter set n = n + 1 where id = 1", connection);
    }

    /// <summary>Makes its table.</summary>
    public static async Task<SingleCommit> Open(NpgsqlDataSource database)
    {
        await database.Execute("create table counter (id int primary key, n bigint not null)");
        await database.Execute("insert into counter values (1, 0)");
        return new SingleCommit(await database.OpenConnectionAsync());
    }

    /// <summary>Commits one after the other until the time is over.</summary>
    public async Task<LoadResult> Run(TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var latencies = new List<TimeSpan>();
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var sent = Stopwatch.GetTimestamp();
            await _command.ExecuteNonQueryAsync();
            latencies.Add(Stopwatch.GetElapsedTime(sent));
        }

        return new LoadResult(duration, [.. latencies]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
