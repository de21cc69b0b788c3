namespace Prebuilds.Provisioning.Local;

/// <summary>A lock held until disposed, or until this process dies: then the system releases it.</summary>
internal sealed class FileLock : IDisposable
{
    private const string Unlinked = " (deleted)";

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when somebody else holds it, in this process or another.</summary>
    public static FileLock? TryAcquire(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var taken = IsStillThere(file) ? new FileLock(file) : null;
            file = taken is null ? file : null;
            return taken;
        }
        catch (IOException held) when (held.HResult == Errno.TryAgain)
        {
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Releases the lock and removes its file, for when nobody will need it again.</summary>
    public void Remove()
    {
        File.Delete(_file.Name);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>
    /// The holder may have removed the file between our opening and our locking it. Then the next one makes a new file,
    /// and both would hold "the" lock: so a lock on a removed file counts for nothing.
    /// </summary>
    private static bool IsStillThere(FileStream file)
    {
        var link = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return link?.EndsWith(Unlinked, StringComparison.Ordinal) == false;
    }
}
