using Prebuilds.Templates;

namespace Prebuilds.Client.Output.Templates;

/// <summary>An immutable version of a template.</summary>
/// <param name="Id">The version's id.</param>
/// <param name="Active">Whether its pools are kept.</param>
/// <param name="PushedAt">When this content was first pushed.</param>
/// <param name="Provisioner">What builds its workspaces.</param>
/// <param name="Presets">Its presets' names, in listed order.</param>
internal sealed record VersionOutput(
    Guid Id, bool Active, DateTimeOffset PushedAt, string Provisioner, string[] Presets)
{
    /// <summary>
    /// How far the check by its provisioner is: <c>pending</c> or <c>failed</c>; absent: it has passed.
    /// </summary>
    public string? Check { get; init; }

    /// <summary>What that check found; absent: nothing.</summary>
    public Problem[]? Problems { get; init; }

    private static readonly string[] Headings = ["VERSION", "ACTIVE", "PUSHED", "PROVISIONER", "PRESETS"];

    /// <summary>The version as it is shown.</summary>
    public static VersionOutput Of(TemplateVersion version, TemplateVersionId? active) => new(
        version.Id.Value,
        version.Id == active,
        version.PushedAt,
        Words.Of(version.Definition.Provisioner),
        [.. version.Definition.Presets.Select(preset => preset.Name)])
    {
        Check = version.Check == VersionCheck.Passed ? null : Words.Of(version.Check),
        Problems = version.Problems.IsDefaultOrEmpty ? null : [.. version.Problems],
    };

    /// <summary>Shows a list.</summary>
    public static void Show(Screen screen, IEnumerable<VersionOutput> versions) => screen.Table(
        Headings,
        versions.Select(version => (string[])
        [
            version.Id.ToString(),
            version.Check is { } check ? $"check {check}" : Words.Of(version.Active),
            Words.Of(version.PushedAt),
            version.Provisioner,
            string.Join(", ", version.Presets),
        ]));
}
