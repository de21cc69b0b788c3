using System.Collections.Immutable;
using System.Text;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

/// <summary>Templates to push.</summary>
internal static class Templates
{
    public static TemplatePackage Package { get; } = new(
    [
        new TemplateFile("template.yaml", Executable: false, [.. Encoding.UTF8.GetBytes("name: größe\n")]),
        new TemplateFile("bin/create", Executable: true, [0, 1, 2, 255, 0]),
        new TemplateFile("empty", Executable: false, []),
    ]);

    /// <summary>A version; another mark is another version. Every preset sets <c>cpus</c> to the mark.</summary>
    public static TemplateVersion Version(
        string template = "go-dev",
        string mark = "1",
        bool claimStep = false,
        Rollout? rollout = null,
        params string[] presets) => new(
        new TemplateVersionId(A.Id($"{template} {mark}")),
        new TemplateDefinition(
            template,
            ProvisionerKind.Script,
            [new TemplateParameter("cpus", null), new TemplateParameter("disk", "10")],
            [.. presets.Select(preset => Preset(preset, mark, rollout))]),
        claimStep,
        A.Noon);

    private static PresetDefinition Preset(string name, string mark, Rollout? rollout) => new(
        name,
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("cpus", mark)]),
        new PoolSettings(
            3,
            TimeSpan.FromHours(24),
            TimeSpan.FromMinutes(7),
            new PoolSchedule("Europe/Berlin", [new ScheduleWindow("* 8-18 * * 1-5", 5)]),
            rollout,
            ReplacementPolicy.Refuse));
}
