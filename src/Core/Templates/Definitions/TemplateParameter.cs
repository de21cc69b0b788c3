using Orleans;

namespace Prebuilds.Templates.Definitions;

/// <summary>A value that a preset may set.</summary>
/// <param name="Name">The parameter's name, unique within the template.</param>
/// <param name="Default">The value when a preset sets none; null when every preset must set one.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplateParameter")]
public sealed record TemplateParameter(string Name, string? Default);
