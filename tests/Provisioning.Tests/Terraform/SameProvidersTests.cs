using System.Text;
using Prebuilds.Provisioning.Terraform;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates.Definitions;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>
/// One version is built with the same providers on every machine, though newer ones appear meanwhile. The real
/// terraform fetches them, from a folder; they do nothing, so nothing but <c>init</c> and the questions about variables
/// reaches it.
/// </summary>
[Trait("Needs", "terraform")]
public sealed class SameProvidersTests : IDisposable
{
    private const string Template = """
        terraform {
          required_providers {
            thing = {
              source  = "acme/thing"
              version = "~> 1.0"
            }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Machine> _machines = [];

    public void Dispose()
    {
        _machines.ForEach(machine => machine.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_check_chose_holds_on_another_machine_that_finds_a_newer_one()
    {
        Offer("1.0.0");
        var pins = (await Check()).Pins;
        Offer("1.1.0");

        Assert.Contains("\"1.0.0\"", await Prepare(pins));
        Assert.Contains("\"1.1.0\"", await Prepare(null));
    }

    [Fact]
    public async Task On_another_platform_the_version_holds_with_the_hashes_of_that_platform()
    {
        Offer("1.0.0");
        var text = Encoding.UTF8.GetString((await Check()).Pins!.Value.Span);
        Offer("1.0.0", content: "of another platform");
        Offer("1.1.0");

        var lockFile = await Prepare(Encoding.UTF8.GetBytes(text.Replace(PinnedProviders.Platform, "elsewhere")));

        Assert.Contains("\"1.0.0\"", lockFile);
        Assert.Contains("h1:", lockFile);
        Assert.DoesNotContain(text.Split('"').First(word => word.StartsWith("h1:")), lockFile);
    }

    [Fact]
    public async Task The_same_version_with_other_content_is_refused_on_the_same_platform()
    {
        Offer("1.0.0");
        var pins = (await Check()).Pins;
        Offer("1.0.0", content: "other");
        var (machine, request) = Another(pins);

        var failed = await TerraformScene.Fail(machine.Terraform.Create(request, default));

        Assert.Contains("doesn't match any of the checksums", failed.Error.Message);
    }

    private async Task<CheckResult> Check()
    {
        var definition = new TemplateDefinition("demo", ProvisionerKind.Terraform, [], []);
        var request = new CheckRequest(TerraformScene.Package(Template), definition, TimeSpan.FromMinutes(1));
        var result = await Start().Terraform.Check(request, default);
        Assert.Empty(result.Problems);
        return result;
    }

    /// <summary>The lock file of the version on a machine that has none of it yet.</summary>
    private async Task<string> Prepare(ReadOnlyMemory<byte>? pins)
    {
        var (machine, request) = Another(pins);
        var made = await machine.Terraform.Create(request, default);
        Assert.True(made is ProvisionResult.Succeeded, $"{made}\n{machine.Log.Text}");
        return await File.ReadAllTextAsync(
            Path.Combine(machine.Data, "terraform", "versions", $"{request.Version}", ".terraform.lock.hcl"));
    }

    private (Machine Machine, ProvisionRequest Request) Another(ReadOnlyMemory<byte>? pins)
    {
        var machine = Start();
        return (machine, machine.Request(TerraformScene.Package(Template)) with { Pins = _ => Task.FromResult(pins) });
    }

    private void Offer(string version, string content = "of this platform")
    {
        foreach (var processor in new[] { "amd64", "arm64" })
        {
            var folder = _folder[$"mirror/registry.terraform.io/acme/thing/{version}/linux_{processor}"];
            Directory.CreateDirectory(folder);
            _folder.WriteExecutable(
                Path.Combine(folder, $"terraform-provider-thing_v{version}"), $"#!/bin/sh\n# {content}\n");
        }
    }

    private Machine Start()
    {
        File.WriteAllText(
            _folder["settings"],
            $$"""provider_installation { filesystem_mirror { path = "{{_folder["mirror"]}}" } }""");
        var terraform = Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .Select(folder => Path.Combine(folder, "terraform"))
            .First(File.Exists);
        var path = _folder.WriteExecutable("terraform", $$"""
            #!/bin/sh
            export TF_CLI_CONFIG_FILE='{{_folder["settings"]}}'
            case "$1" in
              validate) echo '{"diagnostics": []}' ;;
              apply) exit 0 ;;
              *) exec '{{terraform}}' "$@" ;;
            esac

            """);
        _machines.Add(new Machine(terraform: path));
        return _machines[^1];
    }
}
