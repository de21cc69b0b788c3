using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Planning;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <summary>One preset's turns: it loads the pool, passes each call to it, and leaves when it is stale or knows no preset.</summary>
/// <param name="services">What the silo's pools share.</param>
public sealed class PresetGrain(KeeperServices services) : Grain, IPresetGrain
{
    private PoolKeeper? _keeper;

    private PresetId Id => new(this.GetPrimaryKey());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _keeper = await PoolKeeper.Open(services, Id, DeactivateOnIdle, cancellationToken);
        if (_keeper is null)
        {
            DeactivateOnIdle();
        }
    }

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

        if (ClaimRules.Check(request) is [var problem, ..])
        {
            throw new ArgumentException(problem.ToString(), nameof(request));
        }

        return _keeper is null ? new ClaimOutcome.PresetUnknown() : await _keeper.Claim(request);
    }

    /// <inheritdoc/>
    public async Task<PresetReport> Reconcile(PresetSlice slice, LoopSettings settings) =>
        _keeper is null
            ? new PresetReport(null, $"The store knows no preset {Id}.")
            : await _keeper.Reconcile(slice, settings);

    /// <inheritdoc/>
    public Task BuildChanged(Build build) => _keeper?.BuildChanged(build) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task DefinitionChanged() => _keeper?.DefinitionChanged() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task<CommandOutcome> Invalidate() => _keeper?.Invalidate() ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> Resume() => _keeper?.Resume() ?? Unknown();

    /// <inheritdoc/>
    public Task<CommandOutcome> DeleteWorkspace(WorkspaceId workspace) => _keeper?.Delete(workspace) ?? Unknown();

    private Task<CommandOutcome> Unknown() => Task.FromResult<CommandOutcome>(
        new CommandOutcome.NotFound($"There is no preset {Id}. List them with 'prebuilds preset list'."));
}
