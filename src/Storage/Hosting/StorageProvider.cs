namespace Prebuilds.Storage.Hosting;

/// <summary>The kinds of database.</summary>
public enum StorageProvider
{
    /// <summary>One file, <c>prebuilds.db</c>, in the data directory; one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or newer; any number of processes.</summary>
    Postgres,
}
