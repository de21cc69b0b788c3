using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Builds;

/// <summary>What is wrong with a build whose version's definition says nothing.</summary>
internal static class UnreadableVersion
{
    /// <summary>The error.</summary>
    public static BuildError Of(TemplateVersionId version, PresetName preset) => new(
        ErrorClass.Permanent,
        $"The stored definition of template version {version} cannot be read, or does not know {preset}. "
        + "Push the template with a change, or restore the database from a backup.");
}
