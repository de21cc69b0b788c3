using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Presets;
using Prebuilds.Presets;

namespace Prebuilds.Client.Calls;

/// <summary>The queue of builds, and what became of them.</summary>
public sealed class BuildCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal BuildCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="ICatalogGrain.ListBuilds"/>
    public Task<ImmutableArray<BuildEntry>> List(BuildQuery query, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().ListBuilds(query), stop);

    /// <inheritdoc cref="ICatalogGrain.GetBuildEntry"/>
    public Task<BuildEntry?> Get(BuildId build, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().GetBuildEntry(build), stop);

    /// <inheritdoc cref="IPresetGrain.CancelBuild"/>
    /// <param name="preset">The build's preset: its grain is the only one that may.</param>
    /// <param name="build">Which.</param>
    /// <param name="reason">Why; kept with the build.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Cancel(
        PresetId preset, BuildId build, string reason, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Preset(preset).CancelBuild(build, reason), stop);

    /// <inheritdoc cref="IPresetGrain.RetryBuild"/>
    /// <param name="preset">The build's preset: its grain is the only one that may.</param>
    /// <param name="build">Which.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Retry(PresetId preset, BuildId build, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Preset(preset).RetryBuild(build), stop);
}
