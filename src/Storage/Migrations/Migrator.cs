using Microsoft.Extensions.Logging;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Migrations;

/// <summary>
/// Brings the schema up to date, one step a transaction, whoever else tries the same at the same moment.
/// </summary>
internal sealed partial class Migrator(SqlDialect dialect, TimeProvider clock, ILogger logger)
{
    private readonly Migration[] _migrations = Migration.Of(dialect.Name);

    /// <summary>Applies the next step, if there is one.</summary>
    /// <returns>Whether there was.</returns>
    /// <exception cref="StorageException">The database is newer than this program, or its past differs.</exception>
    public async Task<bool> Step(Session session, CancellationToken stop)
    {
        await dialect.LockSchema(session, stop);
        await session.Sql(
            """
            create table if not exists schema_version (
                version    integer primary key,
                name       text not null,
                checksum   text not null,
                applied_at text not null
            )
            """).Execute(stop);
        var applied = await session.Sql("select version, checksum from schema_version order by version")
            .List(row => (Version: row.GetInt32(0), Checksum: row.GetString(1)), stop);
        foreach (var (version, checksum) in applied)
        {
            Verify(version, checksum);
        }

        if (_migrations.Skip(applied.Count).FirstOrDefault() is not { } next)
        {
            return false;
        }

        await Apply(next, session, stop);
        return true;
    }

    private async Task Apply(Migration next, Session session, CancellationToken stop)
    {
        await session.Sql(next.Script).Within(SqlDialect.MigrationTimeout).Execute(stop);
        await session.Sql(
            "insert into schema_version (version, name, checksum, applied_at) values (@version, @name, @checksum, @at)")
            .With("version", next.Version)
            .With("name", next.Name)
            .With("checksum", next.Checksum)
            .With("at", clock.GetUtcNow().ToString("O"))
            .Execute(stop);
        LogMigrated(next.Name);
    }

    private void Verify(int version, string checksum)
    {
        if (version > _migrations.Length)
        {
            throw new StorageException(
                $"The database has schema version {version}, and this program knows only versions up to"
                + $" {_migrations.Length}. Run the newer program that made it,"
                + " or restore a backup from before the upgrade.");
        }

        var known = _migrations[version - 1];
        if (known.Checksum != checksum)
        {
            throw new StorageException(
                $"Schema version {version} of the database was made by another script than {known.Name} of this"
                + " program. Run the program that made the database, or restore a backup.");
        }
    }

    [LoggerMessage(LogLevel.Information, "The database's schema was brought up by {Migration}")]
    private partial void LogMigrated(string migration);
}
