using Microsoft.Data.Sqlite;

namespace Prebuilds.Storage.Dialects;

/// <summary>What SQLite's errors mean.</summary>
internal sealed class SqliteErrors(string path)
{
    public StorageException Damaged(object? found) => new(
        $"The database {path} is damaged ({found}). Restore it from a backup, or move it away to begin anew.");

    public StorageException Busy(TimeSpan waited) => new(
        $"The database {path} was busy with other writes for {waited.TotalSeconds:0} s; nothing was stored."
        + " Try again, and move to PostgreSQL if it happens often.");

    public StorageException Explain(Exception error) => new(
        error switch
        {
            SqliteException known => Explain(known),
            TimeoutException =>
                $"The database {path} did not answer in time. Look at the load of its disk, and try again",
            _ => $"The database {path} cannot be used: {error.Message.TrimEnd('.')}",
        } + ".",
        error);

    private string Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL =>
            $"No disk space is left for the database {path}; nothing was stored. Free some space",
        SQLitePCL.raw.SQLITE_NOTADB =>
            $"The file {path} is not a database. Move it away, or set Prebuilds:DataDirectory to another folder",
        SQLitePCL.raw.SQLITE_CORRUPT =>
            $"The database {path} is damaged ({error.Message.TrimEnd('.')}). Restore it from a backup",
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            $"The database {path} cannot be opened for writing ({error.Message.TrimEnd('.')})."
            + " Make the file and its folder writable",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"The database {path} is locked by another program; nothing was stored."
            + " Close whatever else has it open, and try again",
        SQLitePCL.raw.SQLITE_IOERR =>
            $"The disk of the database {path} fails ({error.Message.TrimEnd('.')}). Look at the system's log",
        _ => $"The database {path} refuses ({error.SqliteExtendedErrorCode}): {error.Message.TrimEnd('.')}",
    };
}
