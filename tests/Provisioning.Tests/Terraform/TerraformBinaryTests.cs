using Prebuilds.Builds;
using Prebuilds.Provisioning.Terraform.Running;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates.Definitions;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

public sealed class TerraformBinaryTests
{
    [Theory]
    [InlineData("""{"terraform_version": "1.11.4", "platform": "linux_amd64"}""", "1.11.4")]
    [InlineData("""{"terraform_version": "1.12.0-rc1"}""", "1.12.0")]
    [InlineData("Warning!\n{\"terraform_version\": \"1.9.0\"}", "1.9.0")]
    [InlineData("Terraform v0.11", null)]
    [InlineData("{}", null)]
    [InlineData("", null)]
    public void It_tells_its_version(string output, string? version) =>
        Assert.Equal(version, TerraformBinary.Parse(output)?.ToString());

    [Theory]
    [InlineData("exit 0", "does not tell a version")]
    [InlineData("echo '{\"terraform_version\": \"1.2.3\"}'", "is terraform 1.2.3, which is too old")]
    public async Task One_that_cannot_be_used_fails_builds_for_good_and_says_what_to_do(string script, string words)
    {
        using var folder = new TemporaryFolder();
        var path = folder.WriteExecutable("terraform", $"#!/bin/sh\n{script}\n");
        using var machine = new Machine(terraform: path);
        var request = machine.Request(TerraformScene.Package("variable \"a\" { default = 1 }"));

        var failed = await TerraformScene.Fail(machine.Terraform.Create(request, default));
        var problem = Assert.Single((await machine.Terraform.Check(
            new CheckRequest(
                TerraformScene.Package(""),
                new TemplateDefinition("demo", ProvisionerKind.Terraform, [], []),
                TimeSpan.FromMinutes(1)),
            default)).Problems);

        Assert.Equal(ErrorClass.Permanent, failed.Error.Class);
        Assert.Contains(words, failed.Error.Message);
        Assert.Contains("Prebuilds:Terraform:Path", failed.Error.Message);
        Assert.Contains(words, problem.ToString());
    }
}
