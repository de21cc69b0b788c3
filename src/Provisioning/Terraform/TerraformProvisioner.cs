using Prebuilds.Provisioning.Local;
using Prebuilds.Templates.Definitions;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// Makes workspaces with the real terraform. Their state is kept outside of this machine too, so that any machine can
/// go on with them and remove them; what a half-done run made is gone on with, never forgotten.
/// </summary>
/// <param name="folders">Where workspaces lie.</param>
/// <param name="workspaces">Grants a workspace to one worker at a time.</param>
/// <param name="work">Does what is asked.</param>
/// <param name="check">Checks templates.</param>
internal sealed class TerraformProvisioner(
    DataFolders folders, LocalWorkspaces workspaces, TerraformWork work, TerraformCheck check) : IProvisioner
{
    /// <inheritdoc/>
    public ProvisionerKind Kind => ProvisionerKind.Terraform;

    /// <inheritdoc/>
    public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) =>
        workspaces.Exclusively(request, () => work.Create(request, stop), stop);

    /// <summary>What is applied is ready.</summary>
    public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) =>
        workspaces.Exclusively(request, () => work.Look(request, stop), stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) =>
        workspaces.Exclusively(request, () => work.Claim(request, stop), stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) => workspaces.Exclusively(
        request,
        async () => await work.Destroy(request, stop)
            ?? await workspaces.Remove(request.Workspace)
            ?? LocalWorkspaces.Removed,
        stop);

    /// <inheritdoc/>
    public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
        check.Check(request, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop) =>
        Task.FromResult(folders.ListWorkspaces());

    /// <inheritdoc/>
    public Task RemoveLocal(WorkspaceId workspace, CancellationToken stop) =>
        workspaces.RemoveOrphan(workspace, () => work.DestroyOrphan(workspace, stop), stop);
}
