using Orleans.Placement;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <summary>
/// One preset's turns: it loads the pool, passes each call to it, and leaves when it is stale or knows no preset.
/// </summary>
/// <param name="services">What the silo's pools share.</param>
/// <remarks>
/// Placed by its id: pools spread evenly however many are opened at once, and no silo's load needs to be known.
/// </remarks>
[HashBasedPlacement]
public sealed class PresetGrain(KeeperServices services) : Grain, IPresetGrain
{
    private PoolKeeper? _keeper;

    private PresetId Id => new(this.GetPrimaryKey());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _keeper = await PoolKeeper.Open(services, Id, DeactivateOnIdle, cancellationToken);

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<ClaimOutcome> Claim(ClaimRequest request, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!services.Options.Value.Enabled)
        {
            return new ClaimOutcome.NotSupported();
        }

        var problems = ClaimRules.Check(request);
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(request));
        }

        return Keeper() is { } keeper ? await keeper.Claim(request) : new ClaimOutcome.PresetUnknown();
    }

    /// <inheritdoc/>
    public async Task<PresetReport> Reconcile(PresetSlice slice, LoopSettings settings) =>
        Keeper() is { } keeper
            ? await keeper.Reconcile(slice, settings)
            : new PresetReport(null, $"The store knows no preset {Id}.");

    /// <inheritdoc/>
    public Task BuildChanged(Build build) => Keeper()?.BuildChanged(build) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task DefinitionChanged() => Keeper()?.DefinitionChanged() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task<CommandOutcome> Invalidate() => Keeper()?.Invalidate() ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> Resume() => Keeper()?.Resume() ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> DeleteWorkspace(WorkspaceId workspace) => Keeper()?.Delete(workspace) ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> CancelBuild(BuildId build, string reason) =>
        Keeper()?.CancelBuild(build, reason) ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> RetryBuild(BuildId build) => Keeper()?.RetryBuild(build) ?? Unknown();

    /// <summary>
    /// The pool; null when there is no such preset: then the activation goes, and the next call looks again.
    /// </summary>
    private PoolKeeper? Keeper()
    {
        if (_keeper is null)
        {
            DeactivateOnIdle();
        }

        return _keeper;
    }

    private Task<CommandOutcome> Unknown() => Task.FromResult<CommandOutcome>(
        new CommandOutcome.NotFound($"There is no preset {Id}. List them with 'prebuilds preset list'."));
}
