namespace Prebuilds.Templates.Definitions;

/// <summary>Which preset's pool can serve a request for parameters.</summary>
public static class PresetMatch
{
    /// <summary>
    /// The preset that fixes most of the parameters, among those whose every parameter has the requested value; the
    /// first listed of equal ones; null when none fits. The request may hold more than the preset.
    /// </summary>
    /// <param name="request">The wanted values.</param>
    /// <param name="presets">The presets in listed order.</param>
    public static PresetDefinition? MostSpecific(
        IReadOnlyDictionary<string, string> request, IEnumerable<PresetDefinition> presets) =>
        presets
            .Where(preset => preset.Parameters.All(
                it => request.TryGetValue(it.Key, out var value) && value == it.Value))
            .MaxBy(preset => preset.Parameters.Count);
}
