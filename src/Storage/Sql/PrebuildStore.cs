using System.Data.Common;
using Microsoft.Extensions.Logging;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Migrations;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

/// <summary>
/// The store over a relational database; one part of the class per concern. Work runs on the thread pool, never on its
/// caller's scheduler: a grain's turn must not wait for a disk.
/// </summary>
internal sealed partial class PrebuildStore(SqlDialect dialect, TimeProvider clock, ILogger<PrebuildStore> logger)
    : IPrebuildStore, IDisposable
{
    // Enough for two that keep running into each other; whoever loses more often than this should say so.
    private const int MaxAttempts = 3;

    private readonly Rows _rows = new(dialect);

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
        while (await Change(session => migrator.Step(session, stop), stop))
        {
        }
    }

    public async Task Ping(CancellationToken stop) =>
        _ = await Read(Access.Statement, session => session.Sql("select paused from loop_settings")
            .List(row => row.GetBoolean(0), stop), stop);

    public void Dispose() => dialect.Dispose();

    private Task<T> Read<T>(Access access, Func<Session, Task<T>> work, CancellationToken stop) =>
        Run(access, work, stop);

    private Task<T> Change<T>(Func<Session, Task<T>> work, CancellationToken stop) => Run(Access.Change, work, stop);

    private Task<T> Run<T>(Access access, Func<Session, Task<T>> work, CancellationToken stop) => Explained(() => Retried(
        async () =>
        {
            await using var session = await dialect.Begin(access, stop);
            var result = await work(session);
            await session.Commit();
            return result;
        },
        dialect.WasUndone,
        stop));

    private Task<T> Retried<T>(Func<Task<T>> work, Func<DbException, bool> mayWork, CancellationToken stop) =>
        Task.Run(
            async () =>
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await work();
                    }
                    catch (DbException error) when (attempt < MaxAttempts && mayWork(error))
                    {
                        LogUndone(attempt, error.SqlState);
                    }
                }
            },
            stop);

    private async Task<T> Explained<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException error)
        {
            throw dialect.Explain(error);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The database undid try {Attempt} for the sake of another ({SqlState}); trying again")]
    private partial void LogUndone(int attempt, string? sqlState);
}
