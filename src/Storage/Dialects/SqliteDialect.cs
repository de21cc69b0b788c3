using System.Data.Common;
using Microsoft.Data.Sqlite;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Dialects;

/// <summary>One SQLite file that this process owns: one writer at a time, readers beside it.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    // Another program that writes is done by then, or is one that does not belong here.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(3);

    private readonly SqliteFile _file;
    private readonly SqliteErrors _errors;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly DbDataSource _readers;
    private SqliteConnection? _writer;

    public SqliteDialect(string directory)
    {
        _file = new SqliteFile(directory);
        _readers = SqliteFactory.Instance.CreateDataSource(_file.ConnectionString(pooled: true));
        _errors = new SqliteErrors(_file.Path);
    }

    public override string Name => "sqlite";

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    // A file has no members: whoever says that it is one of them is not.
    public override string IsActiveSilo => "false";

    public override async Task Open(CancellationToken stop)
    {
        _file.Lock();
        _writer = new SqliteConnection(_file.ConnectionString(pooled: false));
        await _writer.OpenAsync(stop);
        await using var check = _writer.CreateCommand();
        check.CommandTimeout = (int)StartPatience.TotalSeconds;
        check.CommandText = "pragma quick_check(1)";
        if (await check.ExecuteScalarAsync(stop) is var found && found is not "ok")
        {
            throw _errors.Damaged(found);
        }

        // Full: a commit is on the disk before it is acknowledged, also when the power goes.
        check.CommandText =
            "pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864";
        await check.ExecuteNonQueryAsync(stop);
        // Whoever holds the file against us is told of now, not by the first write after a long silence.
        check.CommandText = "begin immediate; rollback";
        await check.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Nothing to do: only this process has the file, and only one session changes it.</summary>
    public override Task LockSchema(Session session, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Nothing to do: there is one writer at a time.</summary>
    public override Task LockQueue(Session session, CancellationToken stop) => Task.CompletedTask;

    // There is one writer at a time: ids appear in order.
    public override Task<long> LastSettledEvent(Session session, CancellationToken stop) =>
        Task.FromResult(long.MaxValue);

    public override async Task<Session> Begin(Access access, CancellationToken stop) =>
        access == Access.Change ? await BeginWriting(Timeout, stop) : await BeginReading(access, stop);

    // The limit, which is none, keeps each value from being taken out of the JSON again wherever it is used.
    public override string Source(RowBatch rows)
    {
        var columns = rows.Columns.Select((column, i) => $"value ->> {i} as {column.Name}");
        return $"(select {string.Join(", ", columns)} from json_each(@{rows.Alias}) limit -1) as {rows.Alias}";
    }

    public override IEnumerable<DbParameter> Parameters(RowBatch rows) =>
        [new SqliteParameter(rows.Alias, SqliteRows.Write(rows))];

    public override DbParameter Parameter(string name, object? value) =>
        new SqliteParameter(name, SqliteRows.Value(value) ?? DBNull.Value);

    public override DateTimeOffset Instant(DbDataReader reader, int column) =>
        Instants.FromMicroseconds(reader.GetInt64(column));

    public override async Task<List<ClaimSight>> CommitClaims(
        IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        await using var session = await BeginWriting(ClaimTimeout, stop);
        return await SqliteClaims.Commit(session, claims, stop);
    }

    public override bool WasUndone(DbException error) => false;

    public override bool IsDuplicate(DbException error) => false;

    public override StorageException Explain(Exception error) => _errors.Explain(error);

    public override void Dispose()
    {
        // Its callers have given up at most; the file is closed when it is done.
        _writing.Wait(Timeout);
        _writer?.Dispose();
        using (var pooled = (SqliteConnection)_readers.CreateConnection())
        {
            SqliteConnection.ClearPool(pooled);
        }

        _readers.Dispose();
        _writing.Dispose();
        _file.Dispose();
    }

    private async Task<Session> BeginWriting(TimeSpan patience, CancellationToken stop)
    {
        var writer = _writer ?? throw new InvalidOperationException("The SQLite file is not open yet.");
        if (!await _writing.WaitAsync(patience, stop))
        {
            throw _errors.Busy(patience);
        }

        try
        {
            // How long the transaction's start waits for another program that has the file open and writes.
            writer.DefaultTimeout = (int)patience.TotalSeconds;
            return new Session(this, writer, Transaction(writer, deferred: false), Release);
        }
        catch
        {
            _writing.Release();
            throw;
        }
    }

    private async Task<Session> BeginReading(Access access, CancellationToken stop)
    {
        var reader = await _readers.OpenConnectionAsync(stop);
        try
        {
            var transaction = access == Access.Snapshot ? Transaction((SqliteConnection)reader, deferred: true) : null;
            return new Session(this, reader, transaction, reader.DisposeAsync);
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    // Deferred: reads of one instant. Not deferred: the right to write, at once.
    private static SqliteTransaction Transaction(SqliteConnection connection, bool deferred) =>
        connection.BeginTransaction(deferred);

    private ValueTask Release()
    {
        _writing.Release();
        return ValueTask.CompletedTask;
    }
}
