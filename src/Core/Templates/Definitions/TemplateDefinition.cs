using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Templates.Definitions;

/// <summary>What <c>template.yaml</c> says, checked.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="Provisioner">What builds its workspaces.</param>
/// <param name="Parameters">The parameters in listed order.</param>
/// <param name="Presets">The presets in listed order.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplateDefinition")]
public sealed record TemplateDefinition(
    string Name,
    ProvisionerKind Provisioner,
    ImmutableArray<TemplateParameter> Parameters,
    ImmutableArray<PresetDefinition> Presets);
