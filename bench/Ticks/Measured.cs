using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Prebuilds.Bench.Ticks;

/// <summary>A query read to its end within one repeatable-read transaction, as a snapshot is.</summary>
internal static class Measured
{
    /// <summary>Reads all rows, and tells how long that took from the beginning of the transaction.</summary>
    public static async Task<TimeSpan> Read(NpgsqlDataSource database, string text, Action<NpgsqlDataReader> read)
    {
        await using var connection = await database.OpenConnectionAsync();
        var began = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var command = new NpgsqlCommand(text, connection, transaction);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                read(reader);
            }
        }

        await transaction.CommitAsync();
        return Stopwatch.GetElapsedTime(began);
    }
}
