using Prebuilds.Builds;
using Prebuilds.Provisioning.Local;
using Prebuilds.Templates.Definitions;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Script;

/// <summary>
/// Makes workspaces on this machine with the template's own executables. What an attempt left whose worker died is
/// ended before the next one begins.
/// </summary>
/// <param name="folders">Where workspaces lie.</param>
/// <param name="workspaces">Grants a workspace to one worker at a time.</param>
/// <param name="scripts">Runs the executables.</param>
/// <param name="clock">Measures how long a probe takes.</param>
internal sealed class ScriptProvisioner(
    DataFolders folders, LocalWorkspaces workspaces, ScriptRunner scripts, TimeProvider clock) : IProvisioner
{
    /// <summary>How long one run of <c>ready</c> may take; a longer one is ended and counts as "not yet".</summary>
    public static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public ProvisionerKind Kind => ProvisionerKind.Script;

    /// <inheritdoc/>
    public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) => workspaces.Exclusively(
        request,
        async () => await workspaces.Renew(request.Workspace) ?? await Run(request, ScriptStep.Create, stop),
        stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) => workspaces.Exclusively(
        request,
        async () => workspaces.Missing(request.Workspace)
            ?? (scripts.Has(request, ScriptStep.Ready) ? await Probe(request, stop) : Outputs(request)),
        stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) => workspaces.Exclusively(
        request,
        async () => workspaces.Missing(request.Workspace)
            ?? (scripts.Has(request, ScriptStep.Claim) ? await Run(request, ScriptStep.Claim, stop) : Outputs(request)),
        stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) => workspaces.Exclusively(
        request,
        async () =>
        {
            // The folder may be gone, or on another machine, while what the script made elsewhere is still there.
            workspaces.EnsureFolder(request.Workspace);
            if (scripts.Has(request, ScriptStep.Delete)
                && await scripts.Run(request, ScriptStep.Delete, stop) is { } error)
            {
                return new ProvisionResult.Failed(error);
            }

            return await workspaces.Remove(request.Workspace) ?? LocalWorkspaces.Removed;
        },
        stop);

    /// <inheritdoc/>
    public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
        Task.FromResult(CheckResult.Good);

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop) =>
        Task.FromResult(folders.ListWorkspaces());

    /// <inheritdoc/>
    public Task RemoveLocal(WorkspaceId workspace, CancellationToken stop) => workspaces.RemoveOrphan(
        workspace, undo: () => Task.FromResult<ProvisionResult.Failed?>(null), stop);

    private async Task<ProvisionResult> Run(ProvisionRequest request, ScriptStep step, CancellationToken stop)
    {
        if (await scripts.Run(request, step, stop) is { } error)
        {
            return new ProvisionResult.Failed(error);
        }

        var result = Outputs(request);
        if (result is ProvisionResult.Failed)
        {
            await scripts.EndLeftovers(request, step);
        }

        return result;
    }

    private async Task<ProvisionResult> Probe(ProvisionRequest request, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(ProbeLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await scripts.Run(request, ScriptStep.Ready, both.Token) switch
            {
                null => Outputs(request),
                { Class: ErrorClass.Permanent } error => new ProvisionResult.Failed(error),
                _ => new ProvisionResult.NotReady(),
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            request.Log($"'ready' took longer than {ProbeLimit.TotalSeconds} s and was ended: not ready yet\n");
            return new ProvisionResult.NotReady();
        }
    }

    private ProvisionResult Outputs(ProvisionRequest request) => OutputsFile.Read(folders.Of(request.Workspace));
}
