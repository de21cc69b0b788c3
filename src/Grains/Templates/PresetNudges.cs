using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prebuilds.Presets;

namespace Prebuilds.Grains.Templates;

/// <summary>
/// Tells presets that their definition changed; one that does not hear it learns it from the next tick.
/// </summary>
/// <param name="grains">Finds them.</param>
/// <param name="logger">Where lost nudges are reported.</param>
public sealed partial class PresetNudges(IGrainFactory grains, ILogger<PresetNudges> logger)
{
    /// <summary>Tells them; never fails: the change is durable already.</summary>
    /// <param name="presets">Those that changed.</param>
    public async Task Tell(ImmutableArray<PresetId> presets)
    {
        try
        {
            await Task.WhenAll(presets.Select(preset => grains.Preset(preset).DefinitionChanged()));
        }
        catch (Exception error)
        {
            LogLost(error);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A preset was not told that its template changed; the next tick tells it")]
    private partial void LogLost(Exception error);
}
