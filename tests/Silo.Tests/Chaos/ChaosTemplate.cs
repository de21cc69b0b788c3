using System.Text;
using Prebuilds.Presets;
using Prebuilds.Templates;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>Pools that the quick silo fills: its provisioner runs none of these scripts.</summary>
internal static class ChaosTemplate
{
    /// <summary>Members of each pool.</summary>
    public const int Instances = 20;

    /// <summary>Members that a pool may have too many while its version changes.</summary>
    public const int Surge = 3;

    private const int Presets = 3;

    /// <summary>The pools of both templates.</summary>
    public static IReadOnlyList<PresetName> Names { get; } =
        [.. Versions(0).SelectMany(it => Enumerable.Range(0, Presets).Select(i => new PresetName(it.Name, $"p{i}")))];

    /// <summary>A template whose workspaces are handed over by a claim build, and one whose are not.</summary>
    /// <param name="number">Another number is another version.</param>
    public static IReadOnlyList<(string Name, TemplatePackage Package)> Versions(int number) =>
        [("plain", Package("plain", number)), ("handed", Package("handed", number, "claim"))];

    private static TemplatePackage Package(string name, int number, params string[] steps)
    {
        var definition = new StringBuilder($"# {number}\nname: {name}\nprovisioner: script\npresets:\n");
        foreach (var i in Enumerable.Range(0, Presets))
        {
            definition.Append(
                $"  - name: p{i}\n    prebuilds:\n      instances: {Instances}\n      rollout: {{ surge: {Surge} }}\n");
        }

        return new TemplatePackage(
        [
            File("template.yaml", executable: false, $"{definition}"),
            .. steps.Concat(["create", "delete"]).Select(step => File(step, executable: true, "#!/bin/sh\n")),
        ]);
    }

    private static TemplateFile File(string path, bool executable, string content) =>
        new(path, executable, [.. Encoding.UTF8.GetBytes(content)]);
}
