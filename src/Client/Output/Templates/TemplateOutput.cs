using Prebuilds.Templates;

namespace Prebuilds.Client.Output.Templates;

/// <summary>A template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ActiveVersion">The version whose pools are kept; absent until one is promoted.</param>
/// <param name="Deprecated">Whether its pools are drained.</param>
/// <param name="Deleted">Whether it is deleted.</param>
/// <param name="Versions">All versions, newest first.</param>
internal sealed record TemplateOutput(
    string Name, Guid? ActiveVersion, bool Deprecated, bool Deleted, VersionOutput[] Versions)
{
    private static readonly string[] Headings = ["TEMPLATE", "ACTIVE VERSION", "VERSIONS", "STATE", "PRESETS"];

    /// <summary>The template as it is shown.</summary>
    public static TemplateOutput Of(Template template) => new(
        template.Name,
        template.ActiveVersion?.Value,
        template.Deprecated,
        template.Deleted,
        [.. template.Versions.Select(version => VersionOutput.Of(version, template.ActiveVersion))]);

    /// <summary>Shows a list.</summary>
    public static void Show(Screen screen, IEnumerable<TemplateOutput> templates) => screen.Table(
        Headings,
        templates.Select(template => (string[])
        [
            template.Name,
            template.ActiveVersion?.ToString() ?? "-",
            Words.Of(template.Versions.Length),
            template.State(),
            string.Join(", ", template.Versions.FirstOrDefault(version => version.Active)?.Presets ?? []),
        ]));

    /// <summary>Shows all of one template.</summary>
    public void Show(Screen screen)
    {
        screen.Fields(("name", Name), ("state", State()), ("active version", ActiveVersion?.ToString() ?? "none"));
        screen.Line("");
        VersionOutput.Show(screen, Versions);
        foreach (var version in Versions)
        {
            foreach (var problem in version.Problems ?? [])
            {
                screen.Line($"{version.Id}: {problem}");
            }
        }
    }

    private string State() => this switch
    {
        { Deleted: true } => "deleted",
        { Deprecated: true } => "deprecated",
        { ActiveVersion: null } => "not promoted",
        _ => "active",
    };
}
