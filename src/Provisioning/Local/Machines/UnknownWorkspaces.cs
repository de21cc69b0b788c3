using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>
/// When this machine first found workspaces that its store has never known: an empty file each, as old as that. All
/// processes that share the data directory find the same, and no restart forgets it.
/// </summary>
public sealed class UnknownWorkspaces
{
    private readonly DataFolders _folders;

    internal UnknownWorkspaces(DataFolders folders) => _folders = folders;

    /// <summary>The folder whose workspaces they are.</summary>
    public string Data => _folders.Data;

    /// <summary>When a workspace was found first; now, if it was not found before.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public DateTimeOffset FoundAt(WorkspaceId workspace, DateTimeOffset now)
    {
        var file = new FileInfo(Path.Combine(_folders.Unknown, workspace.ToString()));
        if (!file.Exists)
        {
            Directory.CreateDirectory(_folders.Unknown);
            file.Create().Dispose();
            file.LastWriteTimeUtc = now.UtcDateTime;
        }

        return new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
    }

    /// <summary>Forgets all but these: the others are gone, or known by now.</summary>
    /// <param name="found">Those that are unknown still.</param>
    public void Keep(IReadOnlySet<WorkspaceId> found)
    {
        if (!Directory.Exists(_folders.Unknown))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(_folders.Unknown))
        {
            if (!Guid.TryParse(Path.GetFileName(file), out var id) || !found.Contains(new WorkspaceId(id)))
            {
                File.Delete(file);
            }
        }
    }
}
