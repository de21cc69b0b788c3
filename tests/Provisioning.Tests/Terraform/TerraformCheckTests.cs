using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>What a push is told of a template before anything is built of it.</summary>
[Trait("Needs", "terraform")]
public sealed class TerraformCheckTests : IDisposable
{
    private const string Good = """
        variable "prebuild_owner_name" {}
        variable "size" { type = number }
        variable "colour" { default = "red" }
        resource "terraform_data" "a" { input = var.prebuild_owner_name }
        """;

    private readonly TerraformScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_good_template_has_no_problem_and_leaves_nothing()
    {
        Assert.Empty(await Check(Good, "size"));

        Assert.Empty(Directory.GetDirectories(Path.Combine(_scene.Machine.Data, "terraform", "checks")));
    }

    [Theory]
    [InlineData("resource \"terraform_data\" \"a\" {\n  input =\n}", "main.tf:2", "Invalid expression")]
    [InlineData("resource \"terraform_data\" \"a\" {\n  input = var.nope\n}", "main.tf:2", "has not been declared")]
    [InlineData("resource \"terraform_data\" \"a\" {\n  colour = 1\n}", "main.tf:2", "Unsupported argument")]
    [InlineData("\nvariable \"needed\" {}", "main.tf:2", "\"needed\" is not set")]
    public async Task A_mistake_is_told_with_its_line(string configuration, string where, string words)
    {
        var problem = Assert.Single(await Check(configuration));

        Assert.Equal(where, problem.Where);
        Assert.Contains(words, problem.What);
    }

    [Fact]
    public async Task Parameters_and_variables_must_fit()
    {
        var problems = await Check(Good, "sise", "colour");

        Assert.Equal(["template.yaml", "main.tf:2"], problems.Select(problem => problem.Where));
        Assert.Contains("'sise'", problems[0].What);
        Assert.Contains("\"size\"", problems[1].What);
    }

    [Theory]
    [InlineData("terraform.tfstate")]
    [InlineData("terraform.tfstate.backup")]
    [InlineData(".terraform/modules/modules.json")]
    public async Task A_template_brings_no_state(string path)
    {
        var package = TerraformScene.Package(Good);
        package = package with { Files = package.Files.Add(new TemplateFile(path, false, [])) };

        var problem = Assert.Single(await Check(package, "size"));

        Assert.Equal(path, problem.Where);
    }

    private Task<IReadOnlyList<Problem>> Check(string configuration, params string[] parameters) =>
        Check(TerraformScene.Package(configuration), parameters);

    private async Task<IReadOnlyList<Problem>> Check(TemplatePackage package, params string[] parameters)
    {
        var definition = new TemplateDefinition(
            "demo",
            ProvisionerKind.Terraform,
            [.. parameters.Select(name => new TemplateParameter(name, "1"))],
            []);
        var request = new CheckRequest(package, definition, TimeSpan.FromMinutes(1));
        return (await _scene.Provisioner.Check(request, default)).Problems;
    }
}
