using System.Text;
using Prebuilds.Templates;

namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>
/// A template whose real scripts take long enough to be killed in the middle, and leave marks behind.
/// </summary>
internal static class QuickTemplate
{
    /// <summary>A pool of one whose creation never ends by itself.</summary>
    public static TemplatePackage Hanging => Of(1, create: "echo begun > begun\nexec sleep 86400");

    public static TemplatePackage Of(int instances) => Of(
        instances,
        create: """
            echo begun > begun
            sleep 0.1
            echo made > made
            """);

    /// <summary>As <see cref="Of(int)"/>; each workspace is a running process besides.</summary>
    public static TemplatePackage Serving(int instances) => Of(
        instances,
        create: """
            echo begun > begun
            sleep 0.1
            setsid sleep 86400 >/dev/null 2>&1 &
            echo made > made
            """);

    private static TemplatePackage Of(int instances, string create) => new(
    [
        File("template.yaml", $$"""
            name: quick
            provisioner: script
            presets:
              - name: small
                prebuilds:
                  instances: {{instances}}
            """),
        File("create", $"#!/bin/sh\nset -e\n{create}"),
        File("claim", """
            #!/bin/sh
            set -e
            sleep 0.05
            echo "$PREBUILDS_OWNER_NAME" > owner
            """),
        File("delete", """
            #!/bin/sh
            sleep 0.05
            """),
    ]);

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content + "\n")]);
}
