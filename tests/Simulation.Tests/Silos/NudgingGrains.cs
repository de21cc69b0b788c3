using System.Reflection;
using Prebuilds.Builds;
using Prebuilds.Grains.Presets;
using Prebuilds.Presets;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>A grain factory that knows one thing: a worker's nudge of a preset.</summary>
#pragma warning disable CA1852 // It is derived from: at run time, by DispatchProxy.
internal class NudgingGrains : DispatchProxy
#pragma warning restore CA1852
{
    private Network? _network;
    private PresetId _preset;

    /// <summary>The factory of a silo.</summary>
    public static IGrainFactory Create(Network network) => Made<IGrainFactory>(network, default);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGrainFactory.GetGrain) => Made<IPresetGrain>(_network!, new PresetId((Guid)args![0]!)),
        nameof(IPresetGrain.BuildChanged) => Nudge((Build)args![0]!),
        _ => throw new NotSupportedException($"{targetMethod}"),
    };

    private Task<bool> Nudge(Build build) => _network!.Call(_preset, async keeper =>
    {
        await keeper.BuildChanged(build);
        return true;
    });

    private static T Made<T>(Network network, PresetId preset)
        where T : class
    {
        var made = Create<T, NudgingGrains>();
        ((NudgingGrains)(object)made)._network = network;
        ((NudgingGrains)(object)made)._preset = preset;
        return made;
    }
}
