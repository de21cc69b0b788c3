using System.Text;
using Prebuilds.Templates;

namespace Prebuilds.Bench.Seeds;

/// <summary>
/// A template with a claim step, so that every claim queues a build. Its programs never end by themselves: the silo's one
/// slot for builds stays taken, and no provisioner's work disturbs what is measured.
/// </summary>
internal static class BenchTemplate
{
    private const string Endless = "#!/bin/sh\nexec sleep 86400\n";

    public static TemplatePackage Of(string name, int instances) => new(
    [
        File("template.yaml", $$"""
            name: {{name}}
            provisioner: script
            presets:
              - name: p0
                prebuilds:
                  instances: {{instances}}
            """),
        File("create", Endless),
        File("claim", Endless),
        File("delete", Endless),
    ]);

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content + "\n")]);
}
