using System.Globalization;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Contract;

[Trait("Needs", "terraform")]
public sealed class TerraformProvisionerContractTests : ProvisionerContract, IDisposable
{
    /// <summary>
    /// Does at each step what the first line of that step's control file says, and takes that line away. A
    /// configuration error comes from a validation of the variable, which every command checks.
    /// </summary>
    private const string Obedient = """
        variable "prebuild_workspace_id" {}
        variable "prebuild_is_claim" {}
        variable "control" {
          validation {
            condition     = !fileexists("${var.control}/permanent")
            error_message = "This is not to be."
          }
        }
        resource "terraform_data" "workspace" {
          input = "${path.cwd}/step '${var.control}/${var.prebuild_workspace_id}"
          provisioner "local-exec" {
            command = "${self.input}.create'"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "${self.input}.delete'"
          }
        }
        resource "terraform_data" "owner" {
          count = var.prebuild_is_claim ? 1 : 0
          input = terraform_data.workspace.input
          provisioner "local-exec" {
            command = "${self.input}.claim'"
          }
        }
        """;

    private const string Step = """
        #!/usr/bin/env bash
        set -euo pipefail
        [ -s "$1" ] || exit 0
        read -r what <"$1"
        sed -i 1d "$1"
        if [ "$what" = hang ]; then echo hanging; sleep 1000; fi
        echo "$what"
        exit 1
        """;

    private readonly Machine _machine = new();
    private readonly TemporaryFolder _control = new();

    protected override IProvisioner Provisioner => _machine.Terraform;

    protected override Task Hanging => _machine.Log.Saw("(local-exec): hanging");

    public void Dispose()
    {
        _machine.Dispose();
        _control.Dispose();
    }

    protected override ProvisionRequest NewRequest()
    {
        var request = _machine.Request(Machine.Package(
            Machine.FileOf("main.tf", Obedient, executable: false), Machine.FileOf("step", Step)));
        return request with { Parameters = request.Parameters.Add("control", _control.Path) };
    }

    protected override void Next(ProvisionRequest request, ProvisionStep step, FakeConduct conduct)
    {
        if (conduct is FakeConduct.Fail { Class: ErrorClass.Permanent })
        {
            File.WriteAllText(_control["permanent"], "");
            return;
        }

        var name = Enum.GetName(step)!.ToLower(CultureInfo.InvariantCulture);
        File.AppendAllText(_control[$"{request.Workspace}.{name}"], Word(conduct) + "\n");
    }

    private static string Word(FakeConduct conduct) => conduct switch
    {
        FakeConduct.Fail { Class: ErrorClass.Capacity } => "the quota is exceeded",
        FakeConduct.Hang => "hang",
        _ => "broken",
    };
}
