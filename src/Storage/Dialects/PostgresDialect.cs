using System.Data;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Dialects;

/// <summary>A PostgreSQL server.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    // More connections than this buy nothing, and a few processes with Npgsql's default would exhaust a server's.
    private const int MaxConnections = 32;
    private const int MaxPrepared = 100;
    private const int OldestVersion = 15;

    // Any number will do, as long as it stays: everybody who migrates takes the same lock.
    private const long SchemaLock = 0x5052_4542_5549_4C44;

    // As is this one, of everybody who leases builds under limits.
    private const long QueueLock = 0x5052_4542_5155_4555;

    // Every statement looks rows up by key, so one plan serves all values: planning the commit of one claim anew takes
    // several times as long as executing it. But a plan that was made while the tables were small is kept while they
    // grow, so the ways that are short only in small tables are closed. Whoever needs other options, or none because a
    // pooler refuses them, names Options in the connection string.
    private const string Planning =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off"
        + " -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    // A process that is frozen in the middle of a transaction keeps its locks, and its successor would wait for them.
    private const string Abandoned = " -c idle_in_transaction_session_timeout=5s";

    // The claim writer has one statement under way. A connection of its own keeps one server process warm for it, where
    // the shared ones take turns; more are only needed while one hangs.
    private const int MaxClaimConnections = 4;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _claims;
    private readonly PostgresClaims _batches = new();
    private readonly PostgresErrors _errors;

    public PostgresDialect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        SetDefault(settings, "Maximum Pool Size", MaxConnections);
        SetDefault(settings, "Max Auto Prepare", MaxPrepared);
        SetDefault(settings, "Auto Prepare Min Usages", 2);
        SetDefault(settings, "Application Name", "prebuilds");
        SetDefault(settings, "Options", Planning + Abandoned);
        // Nothing is ever set for longer than a transaction.
        SetDefault(settings, "No Reset On Close", true);
        _source = NpgsqlDataSource.Create(settings);
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MaxClaimConnections);
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, settings.MaxPoolSize);
        _claims = NpgsqlDataSource.Create(settings);
        _errors = new PostgresErrors(settings);
    }

    public override string Name => "postgres";

    public override string ForUpdate => " for update";

    public override string ForUpdateSkipLocked => " for update skip locked";

    // Orleans writes the list, and 3 is its word for active.
    public override string IsActiveSilo =>
        """
        exists (
            select from silo s
            where s.cluster_id = @cluster and s.address = @address and s.port = @port and s.generation = @generation
                and s.status = 3)
        """;

    public override async Task Open(CancellationToken stop)
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw _errors.TooOld(connection.PostgreSqlVersion, OldestVersion);
        }
    }

    public override async Task LockSchema(Session session, CancellationToken stop) =>
        await session.Sql("select pg_advisory_xact_lock(@key)")
            .With("key", SchemaLock)
            .Within(MigrationTimeout)
            .Execute(stop);

    // Every statement of the transaction sees what is committed when it begins: the one after this, all leases before
    // it.
    public override async Task LockQueue(Session session, CancellationToken stop) =>
        await session.Sql("select pg_advisory_xact_lock(@key)").With("key", QueueLock).Execute(stop);

    public override async Task<long> LastSettledEvent(Session session, CancellationToken stop) =>
        (await session.Sql("select last_settled_event()").List(row => row.GetInt64(0), stop))[0];

    public override Task<Session> Begin(Access access, CancellationToken stop) => Begin(_source, access, stop);

    private async Task<Session> Begin(NpgsqlDataSource source, Access access, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            var transaction = access switch
            {
                Access.Statement => null,
                Access.Snapshot => await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop),
                _ => await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, stop),
            };
            var session = new Session(this, connection, transaction, connection.DisposeAsync);
            if (access == Access.Snapshot)
            {
                await session.Sql("set transaction read only").Execute(stop);
            }

            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <see cref="Source(RowBatch)"/>, for a statement with no other parameters than the columns.</summary>
    public static string PositionalSource(RowBatch rows) =>
        Source(rows, Enumerable.Range(1, rows.Columns.Count).Select(position => $"${position}"));

    public override string Source(RowBatch rows) =>
        Source(rows, rows.Columns.Select(column => $"@{rows.Alias}_{column.Name}"));

    public override IEnumerable<DbParameter> Parameters(RowBatch rows) =>
        rows.Columns.Select(column => Parameter($"{rows.Alias}_{column.Name}", column.Values));

    public override DbParameter Parameter(string name, object? value) => value switch
    {
        null => new NpgsqlParameter(name, DBNull.Value),
        string text => new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = StoredText.Clean(text) },
        string[] texts => Array(name, NpgsqlDbType.Text, texts.Select(StoredText.Clean).ToArray()),
        Json json => new NpgsqlParameter(name, NpgsqlDbType.Jsonb) { Value = (object?)json.Text ?? DBNull.Value },
        Json[] jsons => Array(name, NpgsqlDbType.Jsonb, jsons.Select(json => json.Text).ToArray()),
        DateTimeOffset at => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = Instants.Kept(at) },
        DateTimeOffset[] ats => Array(name, NpgsqlDbType.TimestampTz, ats.Select(Instants.Kept).ToArray()),
        Enum number => new NpgsqlParameter(name, NpgsqlDbType.Smallint) { Value = Number(number) },
        Array numbers when numbers.GetType().GetElementType()!.IsEnum =>
            Array(name, NpgsqlDbType.Smallint, numbers.Cast<Enum>().Select(Number).ToArray()),
        _ => new NpgsqlParameter(name, value),
    };

    public override DateTimeOffset Instant(DbDataReader reader, int column) =>
        reader.GetFieldValue<DateTimeOffset>(column);

    public override async Task<List<ClaimSight>> CommitClaims(
        IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        await using var session = await Begin(_claims, Access.Statement, stop);
        return await _batches.Commit(session, claims, stop);
    }

    public override bool WasUndone(DbException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    public override bool IsDuplicate(DbException error) => error.SqlState is PostgresErrorCodes.UniqueViolation;

    public override StorageException Explain(Exception error) => _errors.Explain(error);

    public override void Dispose()
    {
        _claims.Dispose();
        _source.Dispose();
    }

    private static string Source(RowBatch rows, IEnumerable<string> parameters) =>
        $"unnest({string.Join(", ", parameters)})"
        + $" as {rows.Alias}({string.Join(", ", rows.Columns.Select(column => column.Name))})";

    private static short Number(Enum value) => Convert.ToInt16(value, null);

    private static NpgsqlParameter Array(string name, NpgsqlDbType element, Array values) =>
        new(name, NpgsqlDbType.Array | element) { Value = values };

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }
}
