namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>Directories of templates that need no network: terraform brings what they are made of.</summary>
/// <param name="folder">Where they are written.</param>
internal sealed class TerraformTemplates(string folder)
{
    private readonly string _markers = Directory.CreateDirectory(Path.Combine(folder, "markers")).FullName;

    /// <summary>What resources that exist have left; each removes its own when it is destroyed.</summary>
    public string[] Markers => Directory.GetFiles(_markers);

    /// <summary>Several resources, one of which fits itself to the owner without being replaced.</summary>
    public string Plain() => Write("plain", "", $$"""
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
    public string Replacing(string policy) => Write("replacing", $"onReplacement: {policy}", """
        variable "prebuild_owner_name" {}

        resource "terraform_data" "vm" {
          triggers_replace = var.prebuild_owner_name
        }
        """);

    /// <summary>What cannot work, each with a part of what is said about it.</summary>
    public IEnumerable<(string Directory, string Problem)> Broken()
    {
        yield return (Write("unclosed", "", "resource \"terraform_data\" \"x\" {\n"), "main.tf");
        yield return (Write("unknown", "", "output \"x\" {\n  value = var.nobody\n}\n"), "nobody");
        yield return (Write("needy", "", "variable \"region\" {}\n"), "region");
    }

    private string Write(string name, string pool, string configuration)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(directory.FullName, "main.tf"), configuration);
        File.WriteAllText(Path.Combine(directory.FullName, "template.yaml"), $"""
            name: {name}
            provisioner: terraform
            presets:
              - name: one
                prebuilds:
                  instances: 1
                  {pool}
            """);
        return directory.FullName;
    }
}
