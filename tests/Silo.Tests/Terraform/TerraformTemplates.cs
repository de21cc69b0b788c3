using Prebuilds.Testing.Provisioning;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>Directories of templates that need no network: terraform brings what they are made of.</summary>
/// <param name="folder">Where they are written.</param>
internal sealed class TerraformTemplates(string folder)
{
    private const string One = "instances: 1";

    private readonly string _markers = Directory.CreateDirectory(Path.Combine(folder, "markers")).FullName;

    /// <summary>What resources that exist have left; each removes its own when it is destroyed.</summary>
    public string[] Markers => Directory.GetFiles(_markers);

    /// <summary>The marks that the resources of <see cref="Marking"/> leave.</summary>
    public TerraformMarks Marks { get; } =
        new(Directory.CreateDirectory(Path.Combine(folder, "marks")).FullName);

    /// <summary>Several resources, one of which fits itself to the owner without being replaced.</summary>
    public string Plain() => Write("plain", One, $$"""
        variable "prebuild_workspace_id" {}
        variable "prebuild_owner_name" {}

        resource "terraform_data" "disk" {
          count = 2
          input = "{{_markers}}/${var.prebuild_workspace_id}-${count.index}"
          provisioner "local-exec" {
            command = "touch ${self.input}"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "rm ${self.input}"
          }
        }

        resource "terraform_data" "user" {
          input = var.prebuild_owner_name
        }

        output "greeting" {
          value = "hello ${terraform_data.user.output}"
        }

        output "token" {
          value     = "s3cret-${var.prebuild_owner_name}"
          sensitive = true
        }
        """);

    /// <summary>A resource that another owner replaces.</summary>
    public string Replacing(string policy) => Write("replacing", $"{One}, onReplacement: {policy}", """
        variable "prebuild_owner_name" {}

        resource "terraform_data" "vm" {
          triggers_replace = var.prebuild_owner_name
        }
        """);

    /// <summary>
    /// A resource that only ada's claim would replace, so that planning somebody's claim does not tell.
    /// </summary>
    public string Choosy() => Write("choosy", $"{One}, onReplacement: refuse", """
        variable "prebuild_owner_name" {}

        resource "terraform_data" "vm" {
          triggers_replace = var.prebuild_owner_name == "ada" ? "a large one" : "a small one"
        }

        output "vm" {
          value = terraform_data.vm.id
        }
        """);

    /// <summary>What cannot work, each with a part of what is said about it.</summary>
    public IEnumerable<(string Directory, string Problem)> Broken()
    {
        yield return (Write("unclosed", One, "resource \"terraform_data\" \"x\" {\n"), "main.tf");
        yield return (Write("unknown", One, "output \"x\" {\n  value = var.nobody\n}\n"), "nobody");
        yield return (Write("needy", One, "variable \"region\" {}\n"), "region");
    }

    /// <summary>Resources whose making and destroying takes a moment, and leaves marks.</summary>
    public string Marking(int instances) => Write(
        "marking",
        $"instances: {instances}",
        TerraformMarks.Template,
        $$"""
        parameters:
          - { name: marks, default: "{{Marks.Folder}}" }
          - { name: pause, default: "0.3" }
        """);

    /// <summary>A resource whose making takes so long; another version takes the place of the one before.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="version">What makes it another version.</param>
    /// <param name="pool">The settings of the pool.</param>
    /// <param name="seconds">How long a creation takes at least.</param>
    public string Versioned(string name, string version, string pool, int seconds) => Write(name, pool, $$"""
        resource "terraform_data" "disk" {
          input = "{{version}}"
          provisioner "local-exec" {
            command = "sleep {{seconds}}"
          }
        }
        """);

    /// <summary>Writes a template of one preset, whose name is <c>one</c>.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="pool">The settings of the pool, joined by commas.</param>
    /// <param name="configuration">What terraform reads.</param>
    /// <param name="parameters">The definition's part with the parameters; empty: there are none.</param>
    /// <returns>The template's directory.</returns>
    public string Write(string name, string pool, string configuration, string parameters = "")
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(directory.FullName, "main.tf"), configuration);
        File.WriteAllText(Path.Combine(directory.FullName, "template.yaml"), $$"""
            name: {{name}}
            provisioner: terraform
            presets:
              - name: one
                prebuilds: { {{pool}} }
            {{parameters}}
            """);
        return directory.FullName;
    }
}
