using System.Collections.Immutable;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Orchestration;

namespace Prebuilds.Client.Output.Pools;

/// <summary>How the cluster is.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Presets">Every preset that is live or has members, by name.</param>
internal sealed record StatusOutput(LoopOutput Loop, PresetOutput[] Presets)
{
    /// <summary>The status as it is shown.</summary>
    public static StatusOutput Of(OrchestratorStatus loop, ImmutableArray<PresetStatus> presets) =>
        new(LoopOutput.Of(loop), [.. presets.Select(PresetOutput.Of)]);

    /// <summary>Shows it.</summary>
    public void Show(Screen screen)
    {
        screen.Fields(Loop.Fields());
        screen.Line("");
        var (headings, rows) = PresetOutput.Table(Presets);
        screen.Table(headings, rows);
    }
}
