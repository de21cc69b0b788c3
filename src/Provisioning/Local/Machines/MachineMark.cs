using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>
/// Two files in the data directory. <c>installation</c>: which installation's workspaces lie there; another database
/// over the same directory knows none of them, and must not take them for orphans. <c>machine</c>: which machine this
/// is.
/// </summary>
public sealed class MachineMark
{
    private readonly MarkFile _installation;
    private readonly MarkFile _machine;

    internal MachineMark(DataFolders folders) =>
        (_installation, _machine) = (new MarkFile(folders.Installation), new MarkFile(folders.Machine));

    /// <summary>The path of the file that names the installation.</summary>
    public string Path => _installation.Path;

    /// <summary>Whether the directory is this installation's; the first that asks makes it its own.</summary>
    /// <param name="installation">The installation.</param>
    public bool Belongs(Guid installation) => _installation.ReadOrWrite(installation) == installation;

    /// <summary>Which machine this is; chosen when nobody has asked before.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says what to do.</exception>
    /// <exception cref="MarkException">It cannot be made or read; the message says what to do.</exception>
    public LocalMachine ReadMachine() => _machine.ReadOrWrite(Guid.NewGuid()) is { } id
        ? new LocalMachine(new MachineId(id))
        : throw new InvalidDataException(
            $"The file '{_machine.Path}' does not hold a UUID. Restore it; or remove it, and the workspaces that were "
            + "made here are treated as those of a lost machine.");
}
