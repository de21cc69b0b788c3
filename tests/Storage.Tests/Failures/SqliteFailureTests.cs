using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Failures;

public sealed class SqliteFailureTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-").FullName;
    private StoreHost _host = null!;

    private IPrebuildStore Store => _host.Store;

    public async Task InitializeAsync() => _host = await StoreHost.Sqlite(_folder);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_stops_half_way_leaves_nothing_behind_and_the_next_write_holds()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Ready();
        // Stands in for a disk that fills up while a write is under way.
        await Execute("create trigger full before insert on build begin select raise(rollback, 'no space'); end");

        var error = await Assert.ThrowsAsync<StorageException>(() => keeper.Write(keeper.NewMember()));

        Assert.Contains("no space", error.Message, StringComparison.Ordinal);
        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Equal((1, keeper.Revision), (slice!.Members.Length, slice.Revision));
        await Execute("drop trigger full");
        Assert.Empty(await keeper.Write(keeper.NewMember()));
    }

    [Fact]
    public async Task Another_program_that_writes_is_waited_for()
    {
        var keeper = await Keeper.Start(Store);
        Task<ImmutableArray<WorkspaceId>> writing;
        await using (var other = await Open())
        {
            await using var transaction = await other.BeginTransactionAsync();
            writing = keeper.Write(keeper.NewMember());
            Assert.Empty((await Store.ReadPreset(keeper.Preset, default))!.Members);
            Assert.False(writing.IsCompleted);
        }

        Assert.Empty(await writing);
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_when_it_is_acknowledged()
    {
        using var dialect = new SqliteDialect(Path.Combine(_folder, "other"));
        await dialect.Open(default);
        await using var session = await dialect.Begin(Access.Change, default);

        Assert.Equal(["wal"], await session.Sql("pragma journal_mode").List(row => row.GetString(0), default));
        Assert.Equal([2L], await session.Sql("pragma synchronous").List(row => row.GetInt64(0), default));
    }

    private async Task Execute(string sql)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<SqliteConnection> Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "prebuilds.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
