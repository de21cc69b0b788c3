using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Client.Output.Templates;

/// <summary>What a template's directory came to, when it was checked or pushed.</summary>
/// <param name="Valid">Whether it has no problem.</param>
/// <param name="Template">The template's name, when it is valid.</param>
/// <param name="Version">The version that this content is, when it is valid.</param>
/// <param name="Active">Whether it is the active version now; absent when it was only checked.</param>
/// <param name="Presets">Its presets' names, when it is valid.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
internal sealed record PushOutput(
    bool Valid, string? Template, Guid? Version, bool? Active, string[]? Presets, Problem[] Problems)
{
    /// <summary>A directory with problems.</summary>
    public static PushOutput Invalid(IEnumerable<Problem> problems) =>
        new(false, null, null, null, null, [.. problems]);

    /// <summary>A directory without problems.</summary>
    /// <param name="definition">What its <c>template.yaml</c> says.</param>
    /// <param name="version">The version.</param>
    /// <param name="active">Whether it is the active one now; null: it was only checked.</param>
    public static PushOutput Of(TemplateDefinition definition, TemplateVersionId version, bool? active) => new(
        true, definition.Name, version.Value, active, [.. definition.Presets.Select(preset => preset.Name)], []);

    /// <summary>Shows a valid one; problems are messages, not results.</summary>
    public void Show(Screen screen)
    {
        if (Valid)
        {
            screen.Fields(
                ("template", Template),
                ("version", Version.ToString()),
                ("active", Active is { } active ? Words.Of(active) : null),
                ("presets", string.Join(", ", Presets!)));
        }
    }
}
