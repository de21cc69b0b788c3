using System.Text;
using Prebuilds.Templates;

namespace Prebuilds.Bench.Seeds;

/// <summary>A terraform template that makes next to nothing, so that what is around it shows.</summary>
internal static class TrivialTemplate
{
    /// <summary>The name of the file that terraform reads.</summary>
    public const string FileName = "main.tf";

    /// <summary>What terraform reads. It needs no network: the provider is a part of terraform.</summary>
    public const string Configuration =
        """
        variable "prebuild_workspace_id" {}

        resource "terraform_data" "workspace" {
          input = var.prebuild_workspace_id
        }

        output "workspace" {
          value = terraform_data.workspace.output
        }

        """;

    /// <summary>The name of the one preset.</summary>
    public const string Preset = "all";

    /// <summary>The template with a pool of so many.</summary>
    public static TemplatePackage Of(string name, int instances) => new(
    [
        File(TemplatePackage.DefinitionFile, $$"""
            name: {{name}}
            provisioner: terraform
            presets:
              - { name: {{Preset}}, prebuilds: { instances: {{instances}} } }
            """),
        File(FileName, Configuration),
    ]);

    private static TemplateFile File(string path, string content) =>
        new(path, Executable: false, [.. Encoding.UTF8.GetBytes(content)]);
}
