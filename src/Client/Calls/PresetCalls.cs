using System.Collections.Immutable;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Presets;

namespace Prebuilds.Client.Calls;

/// <summary>Pools: what <see cref="IPresetGrain"/> promises, repeated when the way to the cluster failed.</summary>
public sealed class PresetCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal PresetCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="ICatalogGrain.ListPresets"/>
    public Task<ImmutableArray<PresetStatus>> List(CancellationToken stop = default) =>
        _retry.Run(_grains.Catalog().ListPresets, stop);

    /// <inheritdoc cref="ICatalogGrain.GetPreset"/>
    public Task<PresetStatus?> Get(PresetReference preset, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().GetPreset(preset.Id), stop);

    /// <inheritdoc cref="IPresetGrain.Invalidate"/>
    public Task<CommandOutcome> Invalidate(PresetReference preset, CancellationToken stop = default) =>
        _retry.Run(_grains.Preset(preset.Id).Invalidate, stop);

    /// <inheritdoc cref="IPresetGrain.Resume"/>
    public Task<CommandOutcome> Resume(PresetReference preset, CancellationToken stop = default) =>
        _retry.Run(_grains.Preset(preset.Id).Resume, stop);
}
