using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Migrations;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Starts;

public sealed class SqliteStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-").FullName;

    private string File => Path.Combine(_folder, "prebuilds.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        Keeper keeper;
        await using (var first = await StoreHost.Sqlite(_folder))
        {
            keeper = await Keeper.Start(first.Store);
            await keeper.Ready(2);
        }

        await using var second = await StoreHost.Sqlite(_folder);

        var slice = Assert.IsType<PresetOpening.Opened>(
            await second.Store.OpenPreset(keeper.Preset, null, default)).Slice;
        Assert.Equal((2, 2), (slice.Epoch, slice.Members.Length));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made()
    {
        await using var host = await StoreHost.Sqlite(Path.Combine(_folder, "a", "b"));

        await host.Store.Ping(default);
    }

    [Fact]
    public async Task A_second_owner_of_the_file_is_refused_until_the_first_is_gone()
    {
        await using (await StoreHost.Sqlite(_folder))
        {
            var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(_folder));
            Assert.Equal(
                $"The database {File} is in use by another process."
                + " Stop that process, or set Prebuilds:DataDirectory to another folder.",
                error.Message);
        }

        await using var next = await StoreHost.Sqlite(_folder);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused()
    {
        var file = Path.Combine(_folder, "file");
        await System.IO.File.WriteAllTextAsync(file, "");

        var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(Path.Combine(file, "below")));

        Assert.StartsWith($"The folder {file}/below cannot be written (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "or set Prebuilds:DataDirectory to another folder.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = new string('x', 10_000);
        await System.IO.File.WriteAllTextAsync(File, text);

        var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(_folder));

        Assert.StartsWith($"The file {File} is not a database.", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        await using (var host = await StoreHost.Sqlite(_folder))
        {
            await (await Keeper.Start(host.Store)).Queue(500);
        }

        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = file.Length / 2;
            await file.WriteAsync(new byte[20_000]);
        }

        var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(_folder));

        Assert.StartsWith($"The database {File} is damaged (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_another_program_keeps_for_itself_is_refused_soon()
    {
        await MakeThen("select 1");
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using var writing = await other.BeginTransactionAsync();

        // The host would wait longer for a write than this waits for it.
        var error = await Assert.ThrowsAsync<StorageException>(
            () => StoreHost.Sqlite(_folder).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.StartsWith($"The database {File} is locked by another program;", error.Message);
        Assert.Contains("Close whatever else has it open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_the_schema_is_made_is_told_with_what_to_do()
    {
        using var dialect = new SqliteDialect(_folder);
        await dialect.Open(default);
        await using (var small = await dialect.Begin(Access.Change, default))
        {
            // Stands in for a disk of so many pages.
            await small.Sql("pragma max_page_count = 12").Execute(default);
        }

        var migrator = new Migrator(dialect, TimeProvider.System, NullLogger.Instance);
        await using var session = await dialect.Begin(Access.Change, default);
        var full = await Assert.ThrowsAsync<SqliteException>(() => migrator.Step(session, default));

        var told = dialect.Explain(full).Message;
        Assert.StartsWith($"No disk space is left for the database {File}; nothing was stored.", told);
        Assert.Contains("Free some space", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await MakeThen("insert into schema_version values (99, '0099_later.sql', 'x', 'now')");

        var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(_folder));

        Assert.StartsWith("The database has schema version 99,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_script_made_is_refused()
    {
        await MakeThen("update schema_version set checksum = 'x' where version = 1");

        var error = await Assert.ThrowsAsync<StorageException>(() => StoreHost.Sqlite(_folder));

        Assert.Contains("was made by another script than 0001_initial.sql", error.Message, StringComparison.Ordinal);
    }

    private async Task MakeThen(string sql)
    {
        await using (await StoreHost.Sqlite(_folder))
        {
        }

        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
