using Prebuilds.Provisioning;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Platforms;

/// <summary>The platform as one silo's worker sees it.</summary>
internal sealed class SiloProvisioner(Platform platform, Process process) : IProvisioner
{
    public ProvisionerKind Kind => ProvisionerKind.Script;

    public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) =>
        platform.Run(ProvisionStep.Create, request.Workspace, process, stop);

    public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) =>
        platform.Run(ProvisionStep.Ready, request.Workspace, process, stop);

    public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) =>
        platform.Run(ProvisionStep.Claim, request.Workspace, process, stop);

    public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) =>
        platform.Run(ProvisionStep.Delete, request.Workspace, process, stop);

    public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
        Task.FromResult(CheckResult.Good);

    public Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop) =>
        Task.FromResult<IReadOnlyCollection<WorkspaceId>>([.. platform.Existing]);

    public Task RemoveLocal(WorkspaceId workspace, CancellationToken stop)
    {
        platform.Remove(workspace);
        return Task.CompletedTask;
    }
}
