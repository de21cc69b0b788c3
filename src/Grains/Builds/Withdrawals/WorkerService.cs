using Microsoft.Extensions.Logging;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Withdrawals;

/// <summary>Passes what a silo is told of withdrawn builds to its worker.</summary>
/// <param name="id">Its id.</param>
/// <param name="silo">Its silo.</param>
/// <param name="loggers">Make its logger.</param>
/// <param name="underWay">What the silo's worker has under way.</param>
public sealed class WorkerService(GrainId id, Silo silo, ILoggerFactory loggers, BuildsUnderWay underWay)
    : GrainService(id, silo, loggers), IWorkerService
{
    /// <inheritdoc/>
    public Task Withdrawn(WorkspaceId workspace)
    {
        underWay.Look(workspace);
        return Task.CompletedTask;
    }
}
