using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Storage;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Machines;

/// <summary>
/// Removes what this machine holds of workspaces that no longer exist: when the silo starts, and every ten minutes. A
/// row is stored before anything is made for it and goes only after all is removed, so what has no row is an orphan.
/// Unless the database was restored from a backup: what was made since stays for a while, and is reported.
/// </summary>
/// <param name="store">Knows which workspaces exist.</param>
/// <param name="provisioners">Know what this machine holds.</param>
/// <param name="mark">Says whose workspaces this machine holds.</param>
/// <param name="unknown">Remembers what the store has never known.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where orphans are reported.</param>
public sealed partial class OrphanSweeper(
    IPrebuildStore store,
    Provisioners provisioners,
    MachineMark mark,
    UnknownWorkspaces unknown,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    ILogger<OrphanSweeper> logger) : BackgroundService
{
    // The log's lines have limits; whoever wants all looks into the folders.
    private const int MaxNamed = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Sweeps until the silo stops.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The sweeper outlives any one sweep; the next one finds what this one left.
                LogSweepFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep(CancellationToken stop)
    {
        var installation = await store.ReadInstallation(stop);
        if (!mark.Belongs(installation))
        {
            LogForeign(mark.Path, installation);
            return;
        }

        var kept = new HashSet<WorkspaceId>();
        foreach (var provisioner in provisioners.All)
        {
            // First what is here, then what is known: a workspace that is made meanwhile is never taken for an orphan.
            var local = await provisioner.ListLocal(stop);
            if (local.Count == 0)
            {
                continue;
            }

            var known = await store.ListWorkspaceIds(stop);
            foreach (var orphan in await Choose([.. local.Where(id => !known.Contains(id))], kept, stop))
            {
                LogOrphan(orphan);
                await Remove(provisioner, orphan, stop);
            }
        }

        unknown.Keep(kept);
        if (kept.Count > 0)
        {
            LogUnknown(kept.Count, unknown.Data, options.Value.KeepUnknown, string.Join(", ", kept.Take(MaxNamed)));
        }
    }

    /// <summary>Those that may go. The others are kept: the store may have known them before it was restored.</summary>
    private async Task<IEnumerable<WorkspaceId>> Choose(
        IReadOnlyCollection<WorkspaceId> orphans, HashSet<WorkspaceId> kept, CancellationToken stop)
    {
        if (orphans.Count == 0)
        {
            return orphans;
        }

        var gone = await store.ListGone(orphans, stop);
        var now = clock.GetUtcNow();
        kept.UnionWith(orphans.Where(orphan =>
            !gone.Contains(orphan) && now - unknown.FoundAt(orphan, now) < options.Value.KeepUnknown));
        return orphans.Where(orphan => !kept.Contains(orphan));
    }

    /// <summary>Removes an orphan; one that hangs or fails is in no other's way.</summary>
    private async Task Remove(IProvisioner provisioner, WorkspaceId orphan, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.Value.BuildTimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await provisioner.RemoveLocal(orphan, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LogSlow(orphan, options.Value.BuildTimeLimit);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            LogNotRemoved(orphan, error);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Workspace {WorkspaceId} is on this machine but not in the store; it is removed")]
    private partial void LogOrphan(WorkspaceId workspaceId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Workspace {WorkspaceId} could not be removed within {Limit}; the next sweep tries again")]
    private partial void LogSlow(WorkspaceId workspaceId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Workspace {WorkspaceId} could not be removed; the next sweep tries again")]
    private partial void LogNotRemoved(WorkspaceId workspaceId, Exception error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The data directory belongs to another installation than {Installation}, says {File}: no orphan is "
            + "removed. Give this silo a data directory of its own, or remove the file if the workspaces there may go")]
    private partial void LogForeign(string file, Guid installation);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} workspaces below {Folder} were never known to the database. If that was restored from a "
            + "backup, they were made since: save what their owners need. Each is removed {KeepUnknown} "
            + "(Prebuilds:Builds:KeepUnknown) after it was first found. They are: {WorkspaceIds}")]
    private partial void LogUnknown(int count, string folder, TimeSpan keepUnknown, string workspaceIds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for orphans failed; the next sweep repeats it")]
    private partial void LogSweepFailed(Exception error);
}
