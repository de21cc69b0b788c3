using Orleans;

namespace Prebuilds.Templates;

/// <summary>
/// A version of a template, by UUID. It is derived from the template's name and content: same content, same version.
/// </summary>
/// <param name="Value">The UUID (version 5 of name and content hash).</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplateVersionId")]
public readonly record struct TemplateVersionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
