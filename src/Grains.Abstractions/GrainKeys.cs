using System.Runtime.CompilerServices;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Notifications;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;

namespace Prebuilds.Grains;

/// <summary>The only place that spells a grain's key.</summary>
public static class GrainKeys
{
    /// <summary>
    /// What all references of a factory to presets' grains have in common. Looking it up by reflection for each one
    /// takes a thirtieth of a claim's processor time.
    /// </summary>
    private static readonly ConditionalWeakTable<IGrainFactory, PresetKind> PresetKinds = [];

    /// <summary>The grain that owns this preset's pool.</summary>
    public static IPresetGrain Preset(this IGrainFactory grains, PresetId id)
    {
        if (PresetKinds.TryGetValue(grains, out var kind))
        {
            var grain = GrainId.Create(kind.Type, GrainIdKeyExtensions.CreateGuidKey(id.Value));
            return (IPresetGrain)grains.GetGrain(grain, kind.Interface);
        }

        var first = grains.GetGrain<IPresetGrain>(id.Value);
        if (first is GrainReference reference)
        {
            PresetKinds.AddOrUpdate(grains, new PresetKind(reference.GrainId.Type, reference.InterfaceType));
        }

        return first;
    }

    /// <summary>The grain that owns this template's versions.</summary>
    public static ITemplateGrain Template(this IGrainFactory grains, string name) =>
        grains.GetGrain<ITemplateGrain>(name);

    /// <summary>The one orchestrator of the cluster.</summary>
    public static IOrchestratorGrain Orchestrator(this IGrainFactory grains) => grains.GetGrain<IOrchestratorGrain>(0);

    /// <summary>A reader of the store.</summary>
    public static ICatalogGrain Catalog(this IGrainFactory grains) => grains.GetGrain<ICatalogGrain>(0);

    /// <summary>Whoever knows of notifications that were given up.</summary>
    public static INotificationGrain Notifications(this IGrainFactory grains) => grains.GetGrain<INotificationGrain>(0);

    private sealed record PresetKind(GrainType Type, GrainInterfaceType Interface);
}
