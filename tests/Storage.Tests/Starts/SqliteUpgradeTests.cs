using Microsoft.Data.Sqlite;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage.Migrations;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Starts;

/// <summary>A file that an earlier program made, whose table of events must be made anew.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_are_kept_and_no_id_is_used_again_not_even_one_that_is_gone()
    {
        await Make(before: "0010_notifications.sql", """
            insert into event (at, kind, detail) values (0, 4, 'paused'), (1, 4, 'running'), (2, 4, 'paused');
            delete from event where id = 3;
            """);

        await using var host = await StoreHost.Sqlite(_folder);
        await host.Store.WriteSettings(LoopSettings.Running, default);

        var told = await host.Store.ReadEvents(new EventQuery(0, 10), default);
        Assert.Equal(
            [(1L, "paused", 1), (2L, "running", 1), (4L, "running", 1)],
            told.Select(it => (it.Id, it.Detail!, it.Count)));
    }

    [Fact]
    public async Task A_file_without_events_begins_with_the_first_id()
    {
        await Make(before: "0010_notifications.sql", "select 1");

        await using var host = await StoreHost.Sqlite(_folder);
        await host.Store.WriteSettings(LoopSettings.Running, default);

        Assert.Equal(1, Assert.Single(await host.Store.ReadEvents(new EventQuery(0, 10), default)).Id);
    }

    private async Task Make(string before, string rows)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder, "prebuilds.db")};Pooling=False");
        await connection.OpenAsync();
        await Run(
            connection,
            "create table schema_version (version integer primary key, name text, checksum text, applied_at text)");
        foreach (var step in Migration.Of("sqlite").TakeWhile(step => step.Name != before))
        {
            await Run(connection, step.Script);
            await Run(
                connection,
                $"insert into schema_version values ({step.Version}, '{step.Name}', '{step.Checksum}', 'then')");
        }

        await Run(connection, rows);
    }

    private static async Task Run(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own scripts.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
