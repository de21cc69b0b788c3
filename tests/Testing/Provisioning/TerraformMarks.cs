namespace Prebuilds.Testing.Provisioning;

/// <summary>
/// A folder outside of all workspaces, and a terraform template whose resources leave marks of themselves in it.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class TerraformMarks(string folder)
{
    /// <summary>How many resources a workspace of the template has, and so how many marks.</summary>
    public const int Resources = 2;

    /// <summary>
    /// Resources that make a mark of themselves and take it away. Each tells in a journal when it begins with either,
    /// and notes when another living process works on the same workspace: the system's lock of a file goes with the
    /// last process that has it open.
    /// </summary>
    public const string Template = """
        variable "prebuild_workspace_id" {}
        variable "prebuild_owner_name" {}
        variable "marks" {}
        variable "pause" { default = "0" }
        locals {
          guard = <<-EOT
            exec 9>'${var.marks}/lock.${var.prebuild_workspace_id}'
            flock -n 9 || echo '${var.prebuild_workspace_id}' >>'${var.marks}/twice'
          EOT
          mark    = "${var.marks}/mark.${var.prebuild_workspace_id}"
          journal = "${var.marks}/journal"
          input = {
            make    = "${local.guard} echo make >>'${local.journal}'; touch '${local.mark}.'$1; sleep ${var.pause}"
            destroy = "${local.guard} echo destroy >>'${local.journal}'; sleep ${var.pause}; rm -f '${local.mark}.'$1"
          }
        }
        resource "terraform_data" "first" {
          input = local.input
          provisioner "local-exec" {
            command = "set 1; ${self.input.make}"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "set 1; ${self.input.destroy}"
          }
        }
        resource "terraform_data" "second" {
          depends_on = [terraform_data.first]
          input      = local.input
          provisioner "local-exec" {
            command = "set 2; ${self.input.make}"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "set 2; ${self.input.destroy}"
          }
        }
        output "owner" { value = var.prebuild_owner_name }
        """;

    /// <summary>The folder's path.</summary>
    public string Folder => folder;

    /// <summary>The paths of the marks of resources that are there now.</summary>
    public string[] Left => Directory.GetFiles(folder, "mark.*");

    /// <summary>How many marks there are of each workspace that has any, by its id.</summary>
    public IReadOnlyDictionary<string, int> PerWorkspace =>
        Left.CountBy(path => Path.GetFileName(path).Split('.')[1]).ToDictionary();

    /// <summary>The ids of workspaces that two were at work on at once.</summary>
    public string[] Twice => Lines("twice");

    /// <summary>How many resources began to be made so far.</summary>
    public int Making => Lines("journal").Count(line => line == "make");

    /// <summary>How many resources began to be destroyed so far.</summary>
    public int Destroying => Lines("journal").Count(line => line == "destroy");

    private string[] Lines(string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];
}
