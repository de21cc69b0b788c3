using Prebuilds.Provisioning;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Platforms;

/// <summary>One operation that a silo's worker asked the platform for.</summary>
internal sealed class Operation(ProvisionStep step, WorkspaceId workspace, Process process)
{
    private readonly int _freezes = process.Freezes;
    private readonly bool _beganAtAThaw = process.ThawedAt == process.Time.Elapsed;

    public ProvisionStep Step => step;

    public WorkspaceId Workspace => workspace;

    public Process Process => process;

    /// <summary>Where its worker waits.</summary>
    public TaskCompletionSource<ProvisionResult> Answer { get; } = new();

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool HasEnded { get; set; }

    /// <summary>
    /// Whether its worker could keep its word all the time: neither dead nor frozen since it began, and it did not
    /// begin in the very instant of a thaw, when nobody has told the worker yet how late it is.
    /// </summary>
    public bool IsOfHealthyWorker =>
        !process.IsDead && !process.IsFrozen && process.Freezes == _freezes && !_beganAtAThaw;
}
