using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Local;

/// <summary>
/// The workspaces' folders and processes on this machine, each worked at by one worker at a time, whichever process of
/// the machine it is in.
/// </summary>
/// <param name="folders">Where the folders lie.</param>
/// <param name="locks">Grants a workspace to one worker.</param>
/// <param name="templates">Unpacks what is to be run.</param>
/// <param name="ender">Ends processes.</param>
/// <param name="logger">Told of orphans.</param>
internal sealed partial class LocalWorkspaces(
    DataFolders folders,
    FileLocks locks,
    UnpackedTemplates templates,
    ProcessEnder ender,
    ILogger<LocalWorkspaces> logger)
{
    /// <summary>The variable that every process of a workspace carries, with its id.</summary>
    public const string IdVariable = "PREBUILDS_WORKSPACE_ID";

    /// <summary>The answer when nothing of a workspace is left.</summary>
    public static ProvisionResult Removed { get; } =
        new ProvisionResult.Succeeded(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>
    /// Does work at a workspace with nobody else at it and its template unpacked. Errors of the file system become
    /// failures.
    /// </summary>
    public Task<ProvisionResult> Exclusively(
        ProvisionRequest request, Func<Task<ProvisionResult>> work, CancellationToken stop) =>
        WithLock(
            request.Workspace,
            async () => await templates.Ensure(request.Version, request.Files, stop) is { } error
                ? new ProvisionResult.Failed(error)
                : await work(),
            stop);

    /// <summary>Whether this machine has the workspace's folder.</summary>
    /// <returns>Null when it has, else the failure to answer with.</returns>
    public ProvisionResult.Failed? Missing(WorkspaceId workspace) =>
        Has(workspace)
            ? null
            : Failed(
                $"Machine {Environment.MachineName} has no folder of workspace {workspace}: it was removed by hand, or "
                    + "made on another machine. Workspaces of script templates live on the machine that made them.");

    /// <summary>Whether this machine has the workspace's folder.</summary>
    public bool Has(WorkspaceId workspace) => Directory.Exists(folders.Of(workspace));

    /// <summary>
    /// Makes the folder anew and empty, after all that an earlier attempt left of the workspace is gone.
    /// </summary>
    /// <returns>Null when done, else the failure to answer with.</returns>
    public async Task<ProvisionResult.Failed?> Renew(WorkspaceId workspace)
    {
        var failed = Has(workspace) ? await Remove(workspace) : null;
        if (failed is null)
        {
            EnsureFolder(workspace);
        }

        return failed;
    }

    /// <summary>Makes the folder when it is missing.</summary>
    public void EnsureFolder(WorkspaceId workspace) => Directory.CreateDirectory(folders.Of(workspace));

    /// <summary>Ends the workspace's processes and removes its folder.</summary>
    /// <returns>Null when nothing of it is left, else the failure to answer with.</returns>
    public async Task<ProvisionResult.Failed?> Remove(WorkspaceId workspace)
    {
        var folder = folders.Of(workspace);
        var survivors = await ender.End(new ProcessFamily([$"{IdVariable}={workspace}"], RealPath.Of(folder)));
        if (survivors is not [])
        {
            var ids = string.Join(", ", survivors);
            return Failed($"Processes {ids} of workspace {workspace} cannot be ended. End them by hand.");
        }

        await FolderRemoval.Remove(folder);
        return null;
    }

    /// <summary>
    /// Removes what this machine has of a workspace that is known nowhere. What cannot be removed now is reported and
    /// left for the next time, so that it is in nobody's way.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="undo">Undoes what it made outside of its folder; null: done, else why the workspace stays.</param>
    /// <param name="stop">Gives up.</param>
    public async Task RemoveOrphan(
        WorkspaceId workspace, Func<Task<ProvisionResult.Failed?>> undo, CancellationToken stop)
    {
        var result = await WithLock(
            workspace, async () => await undo() ?? await Remove(workspace) ?? Removed, stop);
        if (result is ProvisionResult.Failed failed)
        {
            LogOrphanStays(workspace, failed.Error.Message);
        }
        else
        {
            LogOrphanRemoved(workspace);
        }
    }

    private async Task<ProvisionResult> WithLock(
        WorkspaceId workspace, Func<Task<ProvisionResult>> work, CancellationToken stop)
    {
        try
        {
            using var held = await locks.Acquire(workspace.ToString(), stop);
            if (held is null)
            {
                return Failed($"Workspace {workspace} is still worked at by another worker. Try again later.");
            }

            var result = await work();
            ReleaseFor(workspace, held);
            return result;
        }
        catch (Exception fault) when (MachineFault.Is(fault))
        {
            return MachineFault.Of(fault);
        }
    }

    /// <summary>A workspace that is gone needs no lock file any more.</summary>
    private void ReleaseFor(WorkspaceId workspace, FileLock held)
    {
        if (!Has(workspace))
        {
            held.Remove();
        }
    }

    private static ProvisionResult.Failed Failed(string message) => new(new BuildError(ErrorClass.Transient, message));

    [LoggerMessage(LogLevel.Information, "Removed workspace {WorkspaceId} from this machine: it is known nowhere")]
    private partial void LogOrphanRemoved(WorkspaceId workspaceId);

    [LoggerMessage(LogLevel.Warning, "Workspace {WorkspaceId} is known nowhere, but stays for now: {Reason}")]
    private partial void LogOrphanStays(WorkspaceId workspaceId, string reason);
}
