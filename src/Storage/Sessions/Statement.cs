using System.Data.Common;
using Prebuilds.Storage.Dialects;

namespace Prebuilds.Storage.Sessions;

/// <summary>One statement with its parameters, run once.</summary>
internal sealed class Statement(SqlDialect dialect, DbCommand command)
{
    public Statement With(string name, object? value)
    {
        command.Parameters.Add(dialect.Parameter(name, value));
        return this;
    }

    public Statement With(RowBatch rows)
    {
        foreach (var parameter in dialect.Parameters(rows))
        {
            command.Parameters.Add(parameter);
        }

        return this;
    }

    /// <summary>The rows' columns as parameters without names, in their order; the statement's only ones.</summary>
    public Statement WithPositions(RowBatch rows)
    {
        foreach (var (_, values) in rows.Columns)
        {
            command.Parameters.Add(dialect.Parameter("", values));
        }

        return this;
    }

    public Statement Within(TimeSpan timeout)
    {
        command.CommandTimeout = (int)timeout.TotalSeconds;
        return this;
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> Execute(CancellationToken stop)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Runs it and reads all rows.</summary>
    public async Task<List<T>> List<T>(Func<DbDataReader, T> map, CancellationToken stop)
    {
        var rows = new List<T>();
        await ForEach(row => rows.Add(map(row)), stop);
        return rows;
    }

    /// <summary>Runs it and reads row after row.</summary>
    public async Task ForEach(Action<DbDataReader> read, CancellationToken stop)
    {
        await using (command)
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                read(reader);
            }
        }
    }
}
