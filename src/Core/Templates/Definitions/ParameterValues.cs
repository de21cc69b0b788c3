using System.Collections.Immutable;

namespace Prebuilds.Templates.Definitions;

/// <summary>The parameters that a workspace of a preset is built with.</summary>
public static class ParameterValues
{
    /// <summary>
    /// Every declared parameter's value: the preset's, else the default. In a checked definition each has one.
    /// </summary>
    /// <param name="definition">The template.</param>
    /// <param name="preset">One of its presets.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        TemplateDefinition definition, PresetDefinition preset) =>
        definition.Parameters
            .Where(parameter => parameter.Default is not null)
            .ToImmutableSortedDictionary(it => it.Name, it => it.Default!, StringComparer.Ordinal)
            .SetItems(preset.Parameters);
}
