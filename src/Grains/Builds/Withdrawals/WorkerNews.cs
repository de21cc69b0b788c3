using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Withdrawals;

/// <summary>
/// Tells the worker of every silo that a build was withdrawn: nobody knows which silo works on it, and people cancel
/// rarely.
/// </summary>
/// <param name="services">The silo's services.</param>
/// <param name="silos">Knows the silos that live.</param>
/// <param name="logger">Where word that could not be sent is reported.</param>
public sealed partial class WorkerNews(IServiceProvider services, ISiloStatusOracle silos, ILogger<WorkerNews> logger)
    : GrainServiceClient<IWorkerService>(services)
{
    /// <summary>Tells; never waits. What is lost, the next heartbeat finds out.</summary>
    /// <param name="workspace">Whose build was withdrawn.</param>
    public void Withdrawn(WorkspaceId workspace)
    {
        foreach (var silo in silos.GetApproximateSiloStatuses(onlyActive: true).Keys)
        {
            _ = Tell(silo, workspace);
        }
    }

    private async Task Tell(SiloAddress silo, WorkspaceId workspace)
    {
        try
        {
            await GetGrainService(silo).Withdrawn(workspace);
        }
        catch (Exception error)
        {
            LogNotTold(silo, workspace, error);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Silo {Silo} was not told that a build of workspace {WorkspaceId} was withdrawn; "
            + "its heartbeat tells it")]
    private partial void LogNotTold(SiloAddress silo, WorkspaceId workspaceId, Exception error);
}
