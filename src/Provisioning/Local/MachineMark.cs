namespace Prebuilds.Provisioning.Local;

/// <summary>
/// The file <c>installation</c> in the data directory: which installation's workspaces lie there. Another database over the
/// same directory knows none of them, and must not take them for orphans.
/// </summary>
public sealed class MachineMark
{
    private readonly DataFolders _folders;

    internal MachineMark(DataFolders folders) => _folders = folders;

    /// <summary>The path of the file.</summary>
    public string Path => _folders.Installation;

    /// <summary>Whether the directory is this installation's; the first that asks makes it its own.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<bool> Belongs(Guid installation, CancellationToken stop)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (!File.Exists(Path))
        {
            var draft = $"{Path}.{Environment.ProcessId}";
            await File.WriteAllTextAsync(draft, $"{installation}\n", stop);
            File.Move(draft, Path, overwrite: false);
        }

        var text = await File.ReadAllTextAsync(Path, stop);
        return Guid.TryParse(text.Trim(), out var owner) && owner == installation;
    }
}
