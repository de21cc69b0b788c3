namespace Prebuilds.Storage.Hosting;

/// <summary>Where the truth is kept (section <c>Prebuilds</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>The kind of database (<c>Prebuilds:Storage:Provider</c>). Default <see cref="StorageProvider.Sqlite"/>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The folder of the SQLite file (<c>Prebuilds:DataDirectory</c>).</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>The PostgreSQL connection string (<c>ConnectionStrings:Prebuilds</c>).</summary>
    public string ConnectionString { get; set; } = "";
}
