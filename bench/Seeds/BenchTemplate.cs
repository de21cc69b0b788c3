using System.Text;
using Prebuilds.Templates;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Bench.Seeds;

/// <summary>
/// A template with a claim step, so that every claim queues a build. Its programs never end by themselves.
/// </summary>
internal static class BenchTemplate
{
    private const string Endless = "#!/bin/sh\nexec sleep 86400\n";

    /// <summary>The template of as many of the pools' presets as one template may have.</summary>
    public static TemplatePackage Of(PoolSet pools) => new(
    [
        File("template.yaml", Definition(pools)),
        File("create", Endless),
        File("claim", Endless),
        File("delete", Endless),
    ]);

    // More than a preset may want; a pool of the bench may hold more all the same while nothing is reconciled.
    private static string Definition(PoolSet pools) =>
        $$"""
        name: {{pools.Template}}
        provisioner: script
        presets:
        {{string.Concat(pools.Names.Take(TemplateRules.MaxPresets).Select(name =>
            $"  - {{ name: {name.Preset}, prebuilds: {{ instances: {Wanted(pools)} }} }}\n"))}}
        """;

    private static int Wanted(PoolSet pools) => Math.Min(pools.MembersEach, PresetRules.MaxInstances);

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content)]);
}
