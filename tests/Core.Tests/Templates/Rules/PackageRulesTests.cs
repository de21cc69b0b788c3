using System.Collections.Immutable;
using Prebuilds.Templates;
using Prebuilds.Templates.Rules;
using Xunit;

namespace Prebuilds.Core.Tests.Templates.Rules;

public sealed class PackageRulesTests
{
    private const string Missing =
        "template.yaml: the file is missing. Add it at the top of the template's directory.";

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/x")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void A_path_stays_below_the_directory(string path)
    {
        var problem = Assert.Single(PackageRules.Check(Packages.Of("template.yaml", path)));
        Assert.Equal(Quoted.Of(path), problem.Where);
        Assert.StartsWith("the path does not stay below the directory", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules/vm/main.tf")]
    [InlineData("..a/b..")]
    [InlineData(".terraform.lock.hcl")]
    [InlineData("größe und 数.txt")]
    public void An_ordinary_path_is_taken(string path) =>
        Assert.Empty(PackageRules.Check(Packages.Of("template.yaml", path)));

    [Fact]
    public void A_path_has_a_greatest_length()
    {
        Assert.Empty(PackageRules.Check(Packages.Of("template.yaml", new string('x', 255))));
        Assert.Single(PackageRules.Check(Packages.Of("template.yaml", new string('x', 256))));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b/c", "a/b")]
    public void Two_files_need_two_places(string first, string second)
    {
        var problem = Assert.Single(PackageRules.Check(Packages.Of("template.yaml", first, second)));
        Assert.Equal("the path is taken by another file. Keep one of them.", $"{problem.What}. {problem.Remedy}.");
    }

    [Theory]
    [InlineData("main.tf", Missing)]
    [InlineData("template.yml", "template.yaml: the file is missing. Rename template.yml to template.yaml.")]
    [InlineData("dev/template.yaml", Missing)]
    public void A_template_has_a_definition(string path, string problem) =>
        Assert.Equal([problem], Packages.Problems(Packages.Of(path)));

    [Fact]
    public void A_package_that_lost_its_files_on_the_way_is_refused()
    {
        string[] problem = ["files: the package came without files. Send each with its path and content."];
        Assert.Equal(problem, Packages.Problems(new TemplatePackage(default)));
        Assert.Equal(problem, Packages.Problems(new([new TemplateFile("template.yaml", Executable: false, default)])));
        Assert.Equal(problem, Packages.Problems(new([new TemplateFile(null!, Executable: false, [])])));
    }

    [Fact]
    public void Files_are_limited_in_number()
    {
        string[] Paths(int count) => ["template.yaml", .. Enumerable.Range(1, count - 1).Select(i => $"{i}")];
        Assert.Empty(PackageRules.Check(Packages.Of(Paths(500))));
        Assert.Equal(
            "files: the directory holds 501 files. Use at most 500; keep builds and downloads out of it.",
            Assert.Single(PackageRules.Check(Packages.Of(Paths(501)))).ToString());
    }

    [Fact]
    public void Files_are_limited_in_size()
    {
        var most = ImmutableArray.Create(new byte[TemplatePackage.MaxBytes]);
        var package = new TemplatePackage(
            [Packages.Text("template.yaml", ""), new TemplateFile("data", Executable: false, most)]);
        Assert.Empty(PackageRules.Check(package));
        Assert.Equal(
            "files: the files hold 8388609 bytes together. "
                + "Use at most 8388608; let the template download what is large.",
            Assert.Single(PackageRules.Check(new([Packages.Text("template.yaml", "x"), package.Files[1]]))).ToString());
    }

    [Theory]
    [InlineData("create")]
    [InlineData("delete")]
    public void Scripts_that_are_needed_are_there(string name)
    {
        var files = Packages.Script(Packages.Yaml).Files.Where(file => file.Path != name);
        Assert.Equal(
            [$"{name}: the script provisioner runs this file, and it is missing. Add it, and run 'chmod +x {name}'."],
            Packages.Problems(new([.. files])));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("delete")]
    [InlineData("ready")]
    [InlineData("claim")]
    public void Scripts_are_executable(string name)
    {
        var files = Packages.Script(Packages.Yaml).Files.Where(file => file.Path != name);
        Assert.Equal(
            [$"{name}: the script provisioner runs this file, and it is not executable. Run 'chmod +x {name}'."],
            Packages.Problems(new([.. files, Packages.Text(name, "#!/bin/sh")])));
    }

    [Theory]
    [InlineData("main.tf", true)]
    [InlineData("main.tf.json", true)]
    [InlineData("modules/main.tf", false)]
    [InlineData("main.tfvars", false)]
    public void Terraform_has_a_configuration_at_the_top(string path, bool found)
    {
        var package = new TemplatePackage(
            [Packages.Text("template.yaml", "name: a\nprovisioner: terraform"), Packages.Text(path, "")]);
        string[] none =
        [
            "*.tf: the terraform provisioner needs such a file at the top of the directory, and there is none. "
                + "Add one, such as main.tf.",
        ];
        Assert.Equal(found ? [] : none, Packages.Problems(package));
    }
}
