using Npgsql;
using Prebuilds.Bench.Cluster;

namespace Prebuilds.Bench.Ticks;

/// <summary>
/// The bare cost of a snapshot's columns: a table that has these and no others, read by Npgsql, value by value, into
/// nothing.
/// </summary>
internal sealed class FlatRead(NpgsqlDataSource database)
{
    private const string Columns =
        "id, preset_id, version_id, owner_id, name, phase, ready, created_at, claimed_at, hand_over";

    /// <summary>Copies the members' columns out of the product's table.</summary>
    public async Task Prepare()
    {
        await database.Execute($"create table flat as select {Columns} from workspace");
        await database.Execute("vacuum analyze flat");
    }

    /// <summary>Reads it once.</summary>
    public Task<TimeSpan> Run() => Measured.Read(database, $"select {Columns} from flat", Value);

    private static void Value(NpgsqlDataReader row)
    {
        row.GetGuid(0);
        row.GetGuid(1);
        row.GetGuid(2);
        row.GetGuid(3);
        row.GetString(4);
        row.GetInt16(5);
        row.GetBoolean(6);
        row.GetFieldValue<DateTimeOffset>(7);
        _ = row.IsDBNull(8) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(8);
        row.GetInt16(9);
    }
}
