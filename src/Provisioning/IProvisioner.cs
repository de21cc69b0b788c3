using Prebuilds.Templates.Definitions;

namespace Prebuilds.Provisioning;

/// <summary>
/// Turns a template into workspaces. All operations are idempotent: a build whose worker died is run again from the
/// start, possibly on another machine, and must end as if it had run once. None of them throws for a failure of the
/// template; they answer <see cref="ProvisionResult.Failed"/> with the class that decides about the next try:
/// <see cref="Builds.ErrorClass.Permanent"/> when no repetition can help (bad parameter, invalid template),
/// <see cref="Builds.ErrorClass.Capacity"/> when the platform has no room, else
/// <see cref="Builds.ErrorClass.Transient"/>. Cancellation ends every process that was started, with all its
/// descendants, before the call returns; it surfaces as <see cref="OperationCanceledException"/>, and so does the time
/// limit of the caller.
/// </summary>
public interface IProvisioner
{
    /// <summary>The kind of template it serves.</summary>
    ProvisionerKind Kind { get; }

    /// <summary>Makes the workspace. After a success <see cref="Ready"/> tells when it can be handed out.</summary>
    Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop);

    /// <summary>
    /// Asks whether a made workspace is ready. <see cref="ProvisionResult.NotReady"/> means: ask again.
    /// </summary>
    Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop);

    /// <summary>Applies the workspace again for its new owner.</summary>
    Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop);

    /// <summary>Removes the workspace and all it made. What is already gone is a success.</summary>
    Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop);

    /// <summary>
    /// Looks for what is wrong with a template beyond what its files alone tell. Nothing is made. It takes no longer
    /// than the request's limit and a minute, not counting the wait for what others fetch on this machine.
    /// </summary>
    Task<CheckResult> Check(CheckRequest request, CancellationToken stop);

    /// <summary>The workspaces of which this machine holds anything, whether or not they are still known.</summary>
    Task<IReadOnlyCollection<Workspaces.WorkspaceId>> ListLocal(CancellationToken stop);

    /// <summary>
    /// Removes what this machine holds of a workspace that is known nowhere, as well as it can without its template.
    /// </summary>
    Task RemoveLocal(Workspaces.WorkspaceId workspace, CancellationToken stop);
}
