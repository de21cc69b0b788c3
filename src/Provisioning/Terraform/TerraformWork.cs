using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Terraform.Output;
using Prebuilds.Provisioning.Terraform.Plans;
using Prebuilds.Provisioning.Terraform.Running;
using Prebuilds.Provisioning.Terraform.State;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>What is done to one workspace, by somebody who has it alone.</summary>
/// <param name="folders">Where workspaces lie.</param>
/// <param name="versions">Prepares their configuration.</param>
/// <param name="runner">Runs terraform.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="logger">Told of states that could not be kept.</param>
internal sealed class TerraformWork(
    DataFolders folders,
    PreparedVersions versions,
    TerraformRunner runner,
    TimeProvider clock,
    ILogger<TerraformWork> logger)
{
    /// <summary>An owner that no workspace has: what would a claim by anybody do?</summary>
    private static readonly UserId Somebody = new(new Guid("00000000-0000-4000-8000-00000000c1a1"));

    /// <summary>More text than any plan needs whose state can be kept.</summary>
    private const int MaxPlanText = 64 * 1024 * 1024;

    /// <summary>
    /// How long the removal of what is known nowhere goes on when its silo is gone; then it is repeated.
    /// </summary>
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromMinutes(10);

    /// <summary>Makes the workspace, or goes on with one that is half made.</summary>
    public async Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop)
    {
        var folder = FolderOf(request.Workspace, request.Deadline);
        var state = new StateKeeper(request.State, folder, clock, logger);
        var (_, error) = await Open(request, folder, state, stop);
        error ??= await Configure(request, folder, isClaim: false, stop);
        error ??= await state.While(
            lost => runner.Run(folder, TerraformCommands.Apply, OutputOf(request), lost), stop);
        if (error is not null)
        {
            return new ProvisionResult.Failed(error);
        }

        var refused = request.OnReplacement == ReplacementPolicy.Refuse ? await Rehearse(request, folder, stop) : null;
        return refused ?? Outputs(folder);
    }

    /// <summary>What the workspace offers.</summary>
    public async Task<ProvisionResult> Look(ProvisionRequest request, CancellationToken stop)
    {
        var folder = FolderOf(request.Workspace, request.Deadline);
        if (folder.ReadState() is null
            && await Reopen(request, folder, new StateKeeper(request.State, folder, clock, logger), stop) is { } gone)
        {
            return gone;
        }

        return Outputs(folder);
    }

    /// <summary>
    /// Applies it for its new owner, unless that would replace what may not be replaced. What it replaces is kept
    /// before anything is done: once it is begun, no later plan shows it any more.
    /// </summary>
    public async Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop)
    {
        var folder = FolderOf(request.Workspace, request.Deadline);
        var state = new StateKeeper(request.State, folder, clock, logger);
        if (await Reopen(request, folder, state, stop) is { } gone)
        {
            return gone;
        }

        ProvisionResult.Failed? refused = null;
        var error = await Configure(request, folder, isClaim: true, stop);
        try
        {
            error ??= await state.While(
                async lost =>
                {
                    var output = OutputOf(request);
                    var (replacements, failed) = await Plan(folder, output, lost);
                    refused = request.OnReplacement == ReplacementPolicy.Refuse ? Refusal(replacements) : null;
                    return failed ?? refused?.Error ?? await BeginReplacing(request, replacements, lost)
                        ?? await runner.Run(folder, TerraformCommands.ApplyPlan, output, lost);
                },
                stop);
        }
        finally
        {
            folder.RemovePlan();
        }

        return refused ?? (error is null ? Outputs(folder) : new ProvisionResult.Failed(error));
    }

    /// <summary>Removes all that the workspace made; not its folder.</summary>
    /// <returns>Null when nothing is left, else why.</returns>
    public async Task<ProvisionResult.Failed?> Destroy(ProvisionRequest request, CancellationToken stop)
    {
        var folder = FolderOf(request.Workspace, request.Deadline);
        var state = new StateKeeper(request.State, folder, clock, logger);
        var (newest, error) = await Open(request, folder, state, stop);
        if (error is null && newest is not null)
        {
            error = newest.HasResources ? await Configure(request, folder, isClaim: false, stop) : null;
            // Also when nothing is left: that must be known elsewhere before the folder goes.
            error ??= await state.While(
                lost => newest.HasResources
                    ? runner.Run(folder, TerraformCommands.Destroy, OutputOf(request), lost)
                    : Task.FromResult<BuildError?>(null),
                stop);
            var isEmpty = folder.ReadState() is { HasResources: false } && state.IsKept;
            error = isEmpty && !stop.IsCancellationRequested ? null : error;
        }

        return error is null ? null : new ProvisionResult.Failed(error);
    }

    /// <summary>Removes what a workspace made that is known nowhere, with what its folder still shows.</summary>
    /// <returns>Null when nothing is left, else why.</returns>
    public async Task<ProvisionResult.Failed?> DestroyOrphan(WorkspaceId workspace, CancellationToken stop)
    {
        var folder = FolderOf(workspace, clock.GetUtcNow() + OrphanLimit);
        await runner.EndLeftovers(folder);
        if (folder.ReadState() is not { HasResources: true })
        {
            return null;
        }

        var output = new OutputReader(log: _ => { }, new RunReport());
        var error = await runner.Run(folder, TerraformCommands.Destroy, output, stop);
        return error is null ? null : new ProvisionResult.Failed(error);
    }

    private async Task<(StateFile? State, BuildError? Error)> Open(
        ProvisionRequest request, WorkspaceFolder folder, StateKeeper state, CancellationToken stop)
    {
        folder.Ensure();
        await runner.EndLeftovers(folder);
        return await state.Restore(stop);
    }

    /// <summary>The same for a workspace that must be there.</summary>
    private async Task<ProvisionResult.Failed?> Reopen(
        ProvisionRequest request, WorkspaceFolder folder, StateKeeper state, CancellationToken stop)
    {
        var existed = Directory.Exists(folder.Path);
        var (newest, error) = await Open(request, folder, state, stop);
        if (error is null && newest is null && !existed)
        {
            Directory.Delete(folder.Path);
            error = new BuildError(
                ErrorClass.Transient,
                $"Machine {Environment.MachineName} has no folder of workspace {request.Workspace}, and no state of it "
                    + "is kept: it was never made, or is removed already.");
        }

        return error is null ? null : new ProvisionResult.Failed(error);
    }

    private async Task<BuildError?> Configure(
        ProvisionRequest request, WorkspaceFolder folder, bool isClaim, CancellationToken stop)
    {
        var (declared, error) = await versions.Ensure(request, stop);
        if (error is null)
        {
            folder.Link(versions.EntriesOf(request));
            folder.WriteVariables(TerraformVariables.Json(request, isClaim, declared));
        }

        return error;
    }

    private async Task<(ImmutableArray<ResourceReplacement> Replacements, BuildError? Error)> Plan(
        WorkspaceFolder folder, OutputReader output, CancellationToken stop)
    {
        var error = await runner.Run(folder, TerraformCommands.Plan, output, stop);
        if (error is not null || output.Report.Replaced is [])
        {
            return ([], error);
        }

        var plan = new StringBuilder();
        await runner.RunPlain(
            folder,
            TerraformCommands.ShowPlan,
            piece => plan.Append(piece, 0, Math.Min(piece.Length, MaxPlanText - plan.Length)),
            stop);
        return (PlanReplacements.Read(plan.ToString()) ?? PlanReplacements.Of(output.Report.Replaced), null);
    }

    /// <summary>
    /// Plans the claim by somebody, of what has just been made, with all that a claim changes: owner, name, and that it
    /// is one. When that would replace a resource, nobody may ever get it.
    /// </summary>
    private async Task<ProvisionResult.Failed?> Rehearse(
        ProvisionRequest request, WorkspaceFolder folder, CancellationToken stop)
    {
        var claim = request with { Name = "somebodys", Owner = Somebody, OwnerName = "somebody" };
        try
        {
            var error = await Configure(claim, folder, isClaim: true, stop);
            var replacements = ImmutableArray<ResourceReplacement>.Empty;
            if (error is null)
            {
                (replacements, error) = await Plan(folder, OutputOf(request), stop);
            }

            return error is null ? Refusal(replacements) : new ProvisionResult.Failed(error);
        }
        finally
        {
            folder.RemovePlan();
        }
    }

    private static ProvisionResult.Failed? Refusal(ImmutableArray<ResourceReplacement> replacements) =>
        replacements is []
            ? null
            : new ProvisionResult.Failed(new BuildError(
                ErrorClass.Permanent,
                Bounded.Message(
                    $"A claim would replace {PlanReplacements.Describe(replacements)}, and the preset's onReplacement "
                        + "is 'refuse'. Let the resource depend on neither the owner nor the name, or ignore the "
                        + "change (lifecycle.ignore_changes), or allow it.")))
            {
                WouldReplace = replacements,
            };

    /// <summary>Keeps what is going to be replaced.</summary>
    /// <returns>Null: it may be; else why not.</returns>
    private static async Task<BuildError?> BeginReplacing(
        ProvisionRequest request, ImmutableArray<ResourceReplacement> replacements, CancellationToken stop) =>
        replacements is [] || await request.Replacing(replacements, stop) ? null : StateKeeper.TakenOver;

    private static ProvisionResult Outputs(WorkspaceFolder folder) => StateOutputs.Of(folder.ReadState(), folder.Path);

    private static OutputReader OutputOf(ProvisionRequest request) => new(request.Log, new RunReport());

    private WorkspaceFolder FolderOf(WorkspaceId workspace, DateTimeOffset? deadline) =>
        new(folders.Of(workspace)) { Deadline = deadline };
}
