namespace Prebuilds.Storage.Hosting;

/// <summary>Where the truth is kept (section <c>Prebuilds</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// The kind of database (<c>Prebuilds:Storage:Provider</c>). Default <see cref="StorageProvider.Sqlite"/>.
    /// </summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The folder of the SQLite file (<c>Prebuilds:DataDirectory</c>).</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>The PostgreSQL connection string (<c>ConnectionStrings:Prebuilds</c>).</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// The key that seals provisioners' state and sensitive outputs (<c>Prebuilds:Storage:StateKey</c>): 32 bytes in
    /// base64, the same for all silos of a cluster. Empty: with SQLite a file in the data directory, made when it is
    /// first needed; with PostgreSQL nothing can be sealed, and whatever needs it fails and says so.
    /// </summary>
    public string StateKey { get; set; } = "";

    /// <summary>
    /// Keys of before (<c>Prebuilds:Storage:OldStateKeys:0</c> …), which still open what they sealed. Default: none.
    /// </summary>
    public IList<string> OldStateKeys { get; } = [];
}
