using Microsoft.Data.Sqlite;

namespace Prebuilds.Storage.Dialects;

/// <summary>
/// The database file and its owner. SQLite itself would let a second process write; its grains would then fence ours
/// for ever, so a lock file that the system gives up with its process keeps the second one out.
/// </summary>
internal sealed class SqliteFile(string directory) : IDisposable
{
    private const string Key = "Prebuilds:DataDirectory";

    private FileStream? _lock;

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(directory), "prebuilds.db");

    private string LockPath => Path + ".lock";

    public string ConnectionString(bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        ForeignKeys = true,
        Pooling = pooled,
        DefaultTimeout = (int)SqlDialect.Timeout.TotalSeconds,
    }.ToString();

    /// <summary>Makes the folder, and this process its owner.</summary>
    public void Lock()
    {
        try
        {
            Directory.CreateDirectory(directory);
            _lock = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(LockPath))
        {
            throw new StorageException(
                $"The database {Path} is in use by another process. Stop that process, or set {Key} to another folder.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StorageException(
                $"The folder {System.IO.Path.GetFullPath(directory)} cannot be written ({error.Message.TrimEnd('.')})."
                + $" Make it writable, or set {Key} to another folder.",
                error);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
