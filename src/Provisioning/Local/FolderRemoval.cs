namespace Prebuilds.Provisioning.Local;

/// <summary>Removes folders with whatever people and tools left in them.</summary>
internal static class FolderRemoval
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Removes a folder and all below it; links are removed, never followed. One that is not there is fine. Folders
    /// that their maker wrote-protected (module caches are) are opened first, which the system demands of all but root.
    /// </summary>
    public static Task Remove(string folder) => Task.Run(() =>
    {
        try
        {
            Delete(folder);
        }
        catch (UnauthorizedAccessException)
        {
            Open(new DirectoryInfo(folder));
            Delete(folder);
        }
    });

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Open(DirectoryInfo folder)
    {
        folder.UnixFileMode |= Ours;
        foreach (var child in folder.EnumerateDirectories().Where(child => child.LinkTarget is null))
        {
            Open(child);
        }
    }
}
