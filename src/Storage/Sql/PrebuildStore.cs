using System.Data.Common;
using Microsoft.Extensions.Logging;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Migrations;
using Prebuilds.Storage.Sealing;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

/// <summary>
/// The store over a relational database; one part of the class per concern. Work runs on the thread pool, never on its
/// caller's scheduler: a grain's turn must not wait for a disk.
/// </summary>
internal sealed partial class PrebuildStore(
    SqlDialect dialect, KeyRing keys, TimeProvider clock, ILogger<PrebuildStore> logger) : IPrebuildStore, IDisposable
{
    private readonly Effort _ordinary = new(SqlDialect.Timeout, dialect.WasUndone);
    private readonly Effort _once = new(SqlDialect.Timeout, _ => false);
    private readonly Effort _migration = new(SqlDialect.MigrationTimeout, dialect.WasUndone);
    private readonly Rows _rows = new(dialect);
    private bool _disposed;

    /// <summary>Refuses a database that cannot be used, and brings its schema up to date.</summary>
    /// <exception cref="StorageException">What is wrong, and what to do.</exception>
    public async Task Open(CancellationToken stop)
    {
        await Explained(async () =>
        {
            await dialect.Open(stop);
            return true;
        });
        var migrator = new Migrator(dialect, clock, logger);
        while (await Run(_migration, Access.Change, session => migrator.Step(session, stop), stop))
        {
        }
    }

    public async Task Ping(CancellationToken stop) => await ReadSettings(stop);

    // Once, though it is more than one service.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            dialect.Dispose();
        }
    }

    private Task<T> Read<T>(Access access, Func<Session, Task<T>> work, CancellationToken stop) =>
        Run(_ordinary, access, work, stop);

    private Task<T> Change<T>(Func<Session, Task<T>> work, CancellationToken stop) =>
        Run(_ordinary, Access.Change, work, stop);

    private Task<T> Run<T>(Effort effort, Access access, Func<Session, Task<T>> work, CancellationToken stop) =>
        Explained(() => Tried(
            effort,
            async () =>
            {
                await using var session = await dialect.Begin(access, stop);
                var result = await work(session);
                await session.Commit();
                return result;
            },
            stop));

    private Task<T> Tried<T>(Effort effort, Func<Task<T>> work, CancellationToken stop) => Task.Run(
        async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await work();
                }
                catch (DbException error) when (effort.Continues(attempt, error))
                {
                    LogUndone(attempt, error.SqlState);
                }
            }
        },
        stop).WaitAsync(effort.Limit, clock, CancellationToken.None);

    private async Task<T> Explained<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            throw dialect.Explain(error);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The database undid try {Attempt} for the sake of another ({SqlState}); trying again")]
    private partial void LogUndone(int attempt, string? sqlState);
}
