using Orleans.Concurrency;
using Orleans.Services;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Withdrawals;

/// <summary>
/// A silo's ear for pools that live in any silo. What it is told may be lost: heartbeats find out too.
/// </summary>
[Alias("prebuilds.IWorkerService")]
public interface IWorkerService : IGrainService
{
    /// <summary>A build of the workspace was withdrawn; whoever works on it is to look at its lease.</summary>
    /// <param name="workspace">The workspace.</param>
    [Alias("Withdrawn"), OneWay]
    Task Withdrawn(WorkspaceId workspace);
}
