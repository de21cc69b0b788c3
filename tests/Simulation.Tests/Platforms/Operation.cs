using Prebuilds.Provisioning;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Platforms;

/// <summary>One operation that a silo's worker asked the platform for.</summary>
internal sealed class Operation(ProvisionStep step, WorkspaceId workspace, Process process)
{
    private readonly int _freezes = process.Freezes;

    public ProvisionStep Step => step;

    public WorkspaceId Workspace => workspace;

    public Process Process => process;

    /// <summary>Where its worker waits.</summary>
    public TaskCompletionSource<ProvisionResult> Answer { get; } = new();

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether its worker has been able to keep its word all the time: neither dead nor frozen since it began.</summary>
    public bool IsOfHealthyWorker => !process.IsDead && !process.IsFrozen && process.Freezes == _freezes;
}
