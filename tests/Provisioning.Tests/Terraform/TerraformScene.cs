using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>
/// A machine with terraform, and a folder outside of it in which resources leave marks of themselves.
/// </summary>
internal sealed class TerraformScene : IDisposable
{
    /// <summary>
    /// Resources that make a mark of themselves and take it away, and that note when two runs work on one at once.
    /// </summary>
    public const string Marks = """
        variable "prebuild_workspace_id" {}
        variable "prebuild_owner_name" {}
        variable "marks" {}
        variable "pause" { default = "0" }
        locals {
          guard = <<-EOT
            exec 9>'${var.marks}/lock.${var.prebuild_workspace_id}'
            flock -n 9 || echo twice >>'${var.marks}/twice'
          EOT
          input = {
            guard = local.guard
            mark  = "${var.marks}/mark.${var.prebuild_workspace_id}"
            pause = var.pause
          }
        }
        resource "terraform_data" "first" {
          input = local.input
          provisioner "local-exec" {
            command = "${self.input.guard} touch '${self.input.mark}.1'; sleep ${self.input.pause}"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "${self.input.guard} sleep ${self.input.pause}; rm -f '${self.input.mark}.1'"
          }
        }
        resource "terraform_data" "second" {
          depends_on = [terraform_data.first]
          input      = local.input
          provisioner "local-exec" {
            command = "${self.input.guard} touch '${self.input.mark}.2'; sleep ${self.input.pause}"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "${self.input.guard} sleep ${self.input.pause}; rm -f '${self.input.mark}.2'"
          }
        }
        output "owner" { value = var.prebuild_owner_name }
        """;

    private readonly TemporaryFolder _marks = new();

    public TerraformScene(TimeProvider? clock = null) => Machine = new Machine(clock);

    public Machine Machine { get; }

    public IProvisioner Provisioner => Machine.Terraform;

    public string MarksFolder => _marks.Path;

    /// <summary>The marks of resources that are there now.</summary>
    public string[] MarksLeft => Directory.GetFiles(_marks.Path, "mark.*");

    /// <summary>A request of a template with this configuration.</summary>
    public ProvisionRequest Request(string configuration)
    {
        var request = Machine.Request(Package(configuration));
        return configuration.Contains("variable \"marks\"")
            ? request with { Parameters = request.Parameters.Add("marks", _marks.Path) }
            : request;
    }

    public static TemplatePackage Package(string configuration) =>
        Machine.Package(Machine.FileOf("main.tf", configuration, executable: false));

    public static ProvisionRequest ClaimedBy(
        string owner, ProvisionRequest request, ReplacementPolicy policy = ReplacementPolicy.Allow) => request with
        {
            Owner = UserIds.FromName(owner),
            OwnerName = owner,
            Build = new BuildId(Guid.NewGuid()),
            OnReplacement = policy,
        };

    public async Task<ProvisionResult.Succeeded> Succeed(Task<ProvisionResult> running) => await running switch
    {
        ProvisionResult.Succeeded done => done,
        var other => throw new Xunit.Sdk.XunitException($"{other}\n{Machine.Log.Text}"),
    };

    public static async Task<ProvisionResult.Failed> Fail(Task<ProvisionResult> running) =>
        Assert.IsType<ProvisionResult.Failed>(await running);

    public static InMemoryWorkspaceState StateOf(ProvisionRequest request) => (InMemoryWorkspaceState)request.State;

    /// <summary>Nothing was worked on by two at once.</summary>
    public void AssertNeverTwice() => Assert.False(File.Exists(_marks["twice"]));

    public void Dispose()
    {
        Machine.Dispose();
        _marks.Dispose();
    }
}
