using Npgsql;

namespace Prebuilds.Bench.Cluster;

/// <summary>Statements of the bench itself.</summary>
internal static class Sql
{
    /// <summary>Runs statements.</summary>
    public static async Task Execute(
        this NpgsqlDataSource database, string text, params (string Name, object Value)[] parameters)
    {
        await using var command = database.CreateCommand(text);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query of one column and reads all its rows.</summary>
    public static async Task<List<T>> Column<T>(this NpgsqlDataSource database, string text)
    {
        await using var command = database.CreateCommand(text);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
        {
            values.Add(await reader.GetFieldValueAsync<T>(0));
        }

        return values;
    }
}
