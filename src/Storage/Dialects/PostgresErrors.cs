using Npgsql;

namespace Prebuilds.Storage.Dialects;

/// <summary>What PostgreSQL's errors mean, in sentences that never contain the password.</summary>
internal sealed class PostgresErrors(NpgsqlConnectionStringBuilder settings)
{
    private const string Key = "ConnectionStrings:Prebuilds";

    private readonly string _server = $"{settings.Host}:{settings.Port}";
    private readonly string _database = settings.Database ?? settings.Username ?? "";
    private readonly string _user = settings.Username ?? "";

    public StorageException TooOld(Version version, int oldest) => new(
        $"PostgreSQL at {_server} is version {version}, and {oldest} is the oldest that works. Upgrade the server.");

    public StorageException Explain(Exception error) => new(
        error switch
        {
            PostgresException refused => Refused(refused),
            TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
                $"PostgreSQL at {_server} did not answer in time. Look at its load and its locks, and try again",
            NpgsqlException =>
                $"PostgreSQL at {_server} cannot be reached ({Last(error)})."
                + $" Start it, or correct Host and Port in {Key}",
            _ => $"PostgreSQL at {_server} cannot be used: {error.Message}",
        } + ".",
        error);

    private string Refused(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword =>
            $"PostgreSQL at {_server} refuses the password of user '{_user}'. Correct Password in {Key}",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL at {_server} refuses user '{_user}' ({error.MessageText}). Correct Username in {Key},"
            + " or let the user in (pg_hba.conf)",
        PostgresErrorCodes.InvalidCatalogName =>
            $"PostgreSQL at {_server} has no database '{_database}'. Create it, or correct Database in {Key}",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"User '{_user}' may not do that in database '{_database}' at {_server} ({error.MessageText})."
            + " Make the user owner of the database",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL at {_server} has no connection left. Raise max_connections,"
            + $" or lower Maximum Pool Size in {Key}",
        PostgresErrorCodes.CannotConnectNow =>
            $"PostgreSQL at {_server} is starting or stopping ({error.MessageText}). Try again in a moment",
        PostgresErrorCodes.DiskFull =>
            $"PostgreSQL at {_server} has no disk space left; nothing was stored. Free some space on the server",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"PostgreSQL at {_server} is read-only, probably a standby. Name the primary in {Key},"
            + " or add Target Session Attributes=primary",
        _ => $"PostgreSQL at {_server} refuses ({error.SqlState}): {error.MessageText}",
    };

    private static string Last(Exception error) => error.GetBaseException().Message.TrimEnd('.');
}
