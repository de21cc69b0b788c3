using System.Text;
using Prebuilds.Templates;

namespace Prebuilds.Core.Tests.Templates;

/// <summary>Template directories for tests.</summary>
internal static class Packages
{
    /// <summary>A definition that uses every key, without a problem when it stands in <see cref="Script"/>.</summary>
    public const string Yaml = """
        name: go-dev
        provisioner: script
        parameters:
          - name: cpus
            default: 2
          - name: region
        presets:
          - name: large
            parameters: { cpus: "8", region: eu }
            prebuilds:
              instances: 3
              ttl: 24h
              readyTimeout: 90s
              scheduling:
                timezone: Europe/Berlin
                schedules:
                  - cron: "* 8-18 * * 1-5"
                    instances: 5
                  - cron: "* 8-14 * * sat"
                    instances: 0
          - name: small
            parameters:
              region: us
            prebuilds:
              instances: 1
              onReplacement: refuse
              rollout: { strategy: rolling, surge: 40% }
        """;

    /// <summary>A definition beside the scripts that it needs.</summary>
    public static TemplatePackage Script(string yaml, params TemplateFile[] more) =>
        new([Text("template.yaml", yaml), Program("create"), Program("delete"), .. more]);

    /// <summary>A package with empty files.</summary>
    public static TemplatePackage Of(params string[] paths) => new([.. paths.Select(path => Text(path, ""))]);

    public static TemplateFile Program(string path) => new(path, Executable: true, []);

    public static TemplateFile Text(string path, string text) =>
        new(path, Executable: false, [.. Encoding.UTF8.GetBytes(text)]);

    /// <summary>The problems, as people read them.</summary>
    public static string[] Problems(TemplatePackage package)
    {
        var reading = TemplateReader.Read(package);
        return [.. reading.Problems.Select(problem => problem.ToString())];
    }
}
