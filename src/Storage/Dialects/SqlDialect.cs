using System.Data.Common;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Dialects;

/// <summary>
/// Only what truly differs between the databases: connections, types, locks, and what their errors mean.
/// </summary>
internal abstract class SqlDialect : IDisposable
{
    /// <summary>Nothing but claims and migrations takes longer.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>No migration takes longer: it may rewrite a large table.</summary>
    public static TimeSpan MigrationTimeout { get; } = TimeSpan.FromMinutes(10);

    /// <summary>No commit of claims takes longer: its caller is a person.</summary>
    public static TimeSpan ClaimTimeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The folder of its migrations.</summary>
    public abstract string Name { get; }

    /// <summary>After a select: lock the rows until the end of the transaction.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>After a select: lock the rows, and pass over those that others have locked.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>
    /// A condition: the silo of the parameters cluster, address, port and generation is an active member.
    /// </summary>
    public abstract string IsActiveSilo { get; }

    /// <summary>Refuses a database that cannot be used, before anything is read or written.</summary>
    public abstract Task Open(CancellationToken stop);

    /// <summary>Holds off everybody else's migrations until the end of the transaction.</summary>
    public abstract Task LockSchema(Session session, CancellationToken stop);

    /// <summary>Holds off everybody else's counting of leases until the end of the transaction.</summary>
    public abstract Task LockQueue(Session session, CancellationToken stop);

    /// <summary>
    /// The id up to which the session's next statement sees every event: none can appear any more from a transaction
    /// under way.
    /// </summary>
    public abstract Task<long> LastSettledEvent(Session session, CancellationToken stop);

    /// <summary>Takes a connection for one piece of work.</summary>
    public abstract Task<Session> Begin(Access access, CancellationToken stop);

    /// <summary>A table expression that yields the rows of a batch.</summary>
    public abstract string Source(RowBatch rows);

    public abstract IEnumerable<DbParameter> Parameters(RowBatch rows);

    public abstract DbParameter Parameter(string name, object? value);

    public abstract DateTimeOffset Instant(DbDataReader reader, int column);

    /// <summary>
    /// Commits a batch in which no two claims share a request, a name or a candidate. A claim that ran into a commit of
    /// another silo may fail the batch (<see cref="IsDuplicate"/>); nothing of it is stored then.
    /// </summary>
    public abstract Task<List<ClaimSight>> CommitClaims(IReadOnlyList<ClaimCommit> claims, CancellationToken stop);

    /// <summary>
    /// Whether the database undid the transaction for the sake of another, so that trying again may work.
    /// </summary>
    public abstract bool WasUndone(DbException error);

    /// <summary>Whether a unique key refused a row.</summary>
    public abstract bool IsDuplicate(DbException error);

    /// <summary>Says what failed, with which value, and what to do.</summary>
    public abstract StorageException Explain(Exception error);

    public abstract void Dispose();
}
