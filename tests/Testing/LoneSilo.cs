using System.Collections.Immutable;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Templates;

namespace Prebuilds.Testing;

/// <summary>What a silo asks of its store that is alone, and so needs to be no member.</summary>
public static class LoneSilo
{
    public static Task<ImmutableArray<PresetId>> PushVersion(
        this IPrebuildStore store,
        TemplateVersion version,
        TemplatePackage package,
        bool activate,
        CancellationToken stop) => store.PushVersion(version, package, activate, silo: null, stop);

    public static Task<ImmutableArray<PresetId>?> Promote(
        this IPrebuildStore store, string template, TemplateVersionId version, CancellationToken stop) =>
        store.Promote(template, version, silo: null, stop);

    public static Task<ImmutableArray<PresetId>?> Retire(
        this IPrebuildStore store, string template, bool deprecated, bool deleted, CancellationToken stop) =>
        store.Retire(template, deprecated, deleted, silo: null, stop);

    public static Task WriteSettings(this IPrebuildStore store, LoopSettings settings, CancellationToken stop) =>
        store.WriteSettings(settings, silo: null, stop);
}
