using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands.Templates;

public sealed class TemplateCommandTests : IDisposable
{
    private readonly Cli _cli = new();
    private readonly TemplateFolder _folder = TemplateFolder.Valid();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_push_sends_the_directory_to_the_grain_of_the_template_that_it_defines()
    {
        Assert.Equal(0, await _cli.Run("template", "push", _folder.Path, "--output", "json"));

        Assert.Equal(["push True"], _cli.Cluster.Template.Commands);
        Assert.Contains("go-dev", _cli.Cluster.Keys);
        Reference.Shows("prebuilds template push", _cli.Json);
    }

    [Fact]
    public async Task A_push_may_leave_the_active_version_alone()
    {
        await _cli.Run("template", "push", _folder.Path, "--no-activate");

        Assert.Equal(["push False"], _cli.Cluster.Template.Commands);
        Assert.Matches(@"active +no\b", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_push_with_problems_ends_with_1_tells_all_of_them_and_asks_no_cluster()
    {
        _folder.Write("template.yaml", "name: go-dev\nprovisioner: magic\npresets: 3\n");

        Assert.Equal(1, await _cli.Run("template", "push", _folder.Path));

        Assert.Empty(_cli.Connections);
        Assert.Contains("template.yaml:2", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("template.yaml:3", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    [Fact]
    public async Task Problems_that_only_the_cluster_sees_are_told_as_well()
    {
        _cli.Cluster.Template.Answer = new PushOutcome.Invalid([new Problem("create", "it is no script", "Mend it")]);

        Assert.Equal(1, await _cli.Run("template", "push", _folder.Path));

        Assert.Equal(
            ["create: it is no script. Mend it.", "1 problem(s)"],
            _cli.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(VersionCheck.Passed)]
    [InlineData(VersionCheck.Failed)]
    public async Task A_push_waits_for_the_check_of_its_version(VersionCheck check)
    {
        var template = Examples.Template();
        var pending = template.Versions[0] with { Check = VersionCheck.Pending };
        _cli.Cluster.Template.Answer = new PushOutcome.Pushed(pending, Active: false);
        Problem[] problems = [new("main.tf:3", "there is no variable 'x'", "Declare it")];
        var ended = pending with { Check = check, Problems = check == VersionCheck.Failed ? [.. problems] : default };
        _cli.Cluster.Catalog.TemplateNews.Enqueue(template with { ActiveVersion = null, Versions = [pending] });
        _cli.Cluster.Catalog.Templates.Add(template with { Versions = [ended] });

        var exitCode = await _cli.Run("template", "push", _folder.Path);

        Assert.Contains("its provisioner checks it", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(check == VersionCheck.Failed ? 1 : 0, exitCode);
        if (check == VersionCheck.Failed)
        {
            Assert.Contains(
                "main.tf:3: there is no variable 'x'. Declare it.\n1 problem(s)", _cli.Error.ToString());
            await _cli.Run("template", "show", "go-dev");
            Assert.Contains("check failed", _cli.Out.ToString(), StringComparison.Ordinal);
            Assert.Contains("there is no variable 'x'", _cli.Out.ToString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Matches("active +yes", _cli.Out.ToString());
        }
    }

    [Fact]
    public async Task A_directory_is_validated_without_a_cluster()
    {
        Assert.Equal(0, await _cli.Run("validate", _folder.Path, "--output", "json"));

        Assert.Empty(_cli.Connections);
        Reference.Shows("prebuilds validate", _cli.Json);
    }

    [Fact]
    public async Task Json_lists_the_problems_of_a_directory()
    {
        _folder.Write("template.yaml", "name: go-dev\nprovisioner: magic\n");

        Assert.Equal(1, await _cli.Run("validate", _folder.Path, "--output", "json"));

        Assert.False((bool)_cli.Json["valid"]!);
        Assert.Equal("template.yaml:2", (string)_cli.Json["problems"]![0]!["where"]!);
    }

    [Fact]
    public async Task Templates_are_listed_and_shown()
    {
        _cli.Cluster.Catalog.Templates.Add(Examples.Template());

        Assert.Equal(0, await _cli.Run("template", "list"));
        Assert.Matches(@"go-dev +[0-9a-f-]{36} +1 +active +small, large", _cli.Out.ToString());

        _cli.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _cli.Run("template", "show", "go-dev", "--output", "json"));
        Reference.Shows("prebuilds template show", _cli.Json);

        _cli.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _cli.Run("template", "show", "go-dev"));
        Assert.Matches(@"yes +2025-06-02 12:00:00Z +terraform +small, large", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_template_that_is_unknown_ends_with_1()
    {
        Assert.Equal(1, await _cli.Run("template", "show", "rust-dev"));

        Assert.StartsWith("There is no template 'rust-dev'.", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_go_to_the_grain_of_the_template()
    {
        var version = new TemplateVersionId(A.Id("v"));

        await _cli.Run("template", "promote", "go-dev", $"{version}");
        await _cli.Run("template", "deprecate", "go-dev");
        await _cli.Run("template", "deprecate", "go-dev", "--undo");
        await _cli.Run("template", "delete", "go-dev");

        Assert.Equal(
            [$"promote {version}", "deprecate True", "deprecate False", "delete"], _cli.Cluster.Template.Commands);
        Assert.All(_cli.Cluster.Keys, key => Assert.Equal("go-dev", key));
    }
}
