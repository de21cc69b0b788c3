using System.Text;
using Prebuilds.Presets;
using Prebuilds.Templates;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>A template with many small pools, whose scripts do next to nothing.</summary>
internal static class ManyPresets
{
    public const string Template = "many";

    public static IReadOnlyList<PresetName> Names(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PresetName(Template, $"p{i}"))];

    public static TemplatePackage Of(int count, int instances)
    {
        var definition = new StringBuilder($"name: {Template}\nprovisioner: script\npresets:\n");
        foreach (var name in Names(count))
        {
            definition.Append($"  - name: {name.Preset}\n    prebuilds:\n      instances: {instances}\n");
        }

        return new TemplatePackage(
        [
            File("template.yaml", $"{definition}"),
            File("create", "#!/bin/sh\n"),
            File("delete", "#!/bin/sh\n"),
        ]);
    }

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content)]);
}
