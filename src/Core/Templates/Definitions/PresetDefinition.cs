using System.Collections.Immutable;
using Orleans;
using Prebuilds.Presets;

namespace Prebuilds.Templates.Definitions;

/// <summary>One preset of a template version: parameter values and the pool wanted of it.</summary>
/// <param name="Name">The preset's name, unique within the template.</param>
/// <param name="Parameters">The values that this preset sets; the template's defaults fill the rest.</param>
/// <param name="Pool">The pool wanted.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetDefinition")]
public sealed record PresetDefinition(
    string Name,
    ImmutableSortedDictionary<string, string> Parameters,
    PoolSettings Pool);
