using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Script;

/// <summary>The templates that people copy first work as they are.</summary>
public sealed class ExampleTemplatesTests : IDisposable
{
    private readonly Machine _machine = new();

    private IProvisioner Provisioner => _machine.Provisioner;

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("hello-script")]
    [InlineData("dotnet-console")]
    [InlineData("terraform-hello")]
    public void They_can_be_pushed(string name)
    {
        var reading = TemplateReader.Read(Load(name));

        Assert.Empty(reading.Problems);
        Assert.Equal(name, reading.Definition!.Name);
        Assert.Equal(3, reading.Definition.Presets.Single(preset => preset.Name == "small").Pool.Instances);
        Assert.True(reading.HasClaimStep);
    }

    [Fact]
    public async Task The_smallest_one_greets_its_owner()
    {
        var request = Request("hello-script");

        await Succeed(Provisioner.Create(request, default));
        Assert.Equal("Hello, whoever you will be\n", await ReadFile(request, "greeting.txt"));
        await Succeed(Provisioner.Ready(request, default));
        await Succeed(Provisioner.Claim(ClaimedBy("ada", request), default));
        Assert.Equal("Hello, ada\n", await ReadFile(request, "greeting.txt"));
        await Succeed(Provisioner.Delete(request, default));
    }

    [Fact]
    public async Task Console_projects_are_made_side_by_side_and_greet_their_owner_without_a_build()
    {
        var request = Request("dotnet-console");
        ProvisionRequest[] pool = [request, request with { Workspace = new WorkspaceId(Guid.NewGuid()) }];

        var made = await Task.WhenAll(pool.Select(member => Succeed(Provisioner.Create(member, default))));

        Assert.All(made, outputs => Assert.Equal("dotnet run --no-restore --no-build", outputs["run"]));
        Assert.All(pool, member => Assert.Empty(ProcessTable.Members(
            new ProcessFamily([$"PREBUILDS_WORKSPACE_ID={member.Workspace}"]))));
        await Succeed(Provisioner.Ready(request, default));
        await Succeed(Provisioner.Claim(ClaimedBy("ada", request), default));
        Assert.Equal("Hello, ada!\n", await RunAsOwner(request, made[0]["run"]));
        Assert.Equal("Hello, world!\n", await RunAsOwner(pool[1], made[1]["run"]));
        await Task.WhenAll(pool.Select(member => Succeed(Provisioner.Delete(member, default))));
    }

    [Fact]
    [Trait("Needs", "terraform")]
    public async Task The_smallest_one_of_terraform_greets_its_owner_and_is_not_replaced_by_a_claim()
    {
        var package = Load("terraform-hello");
        var request = Request("terraform-hello") with { OnReplacement = ReplacementPolicy.Refuse };
        var check = new CheckRequest(package, TemplateReader.Read(package).Definition!, TimeSpan.FromMinutes(1));
        Assert.Empty((await _machine.Terraform.Check(check, default)).Problems);

        var made = await Succeed(_machine.Terraform.Create(request, default));
        Assert.Equal("nobody yet\n", await File.ReadAllTextAsync(made["file"]));
        var claimed = await Succeed(_machine.Terraform.Claim(ClaimedBy("ada", request), default));
        Assert.Equal("Hello, ada\n", await File.ReadAllTextAsync(made["file"]));
        Assert.Equal("ada", claimed["owner"]);
        await Succeed(_machine.Terraform.Delete(request, default));
        Assert.False(File.Exists(made["file"]));
    }

    private static TemplatePackage Load(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "examples", name);
        return new TemplatePackage(
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => new TemplateFile(
                Path.GetRelativePath(folder, path),
                File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute),
                [.. File.ReadAllBytes(path)])),
        ]);
    }

    private static ProvisionRequest ClaimedBy(string owner, ProvisionRequest request) => request with
    {
        Owner = UserIds.FromName(owner),
        OwnerName = owner,
        Build = new BuildId(Guid.NewGuid()),
    };

    private ProvisionRequest Request(string name)
    {
        var request = _machine.Request(Load(name));
        return request with { Parameters = request.Parameters.Add("greeting", "Hello") };
    }

    private async Task<IReadOnlyDictionary<string, string>> Succeed(Task<ProvisionResult> running) =>
        await running switch
        {
            ProvisionResult.Succeeded done => done.Outputs,
            var other => throw new Xunit.Sdk.XunitException($"{other}\n{_machine.Log.Text}"),
        };

    private Task<string> ReadFile(ProvisionRequest request, string name) =>
        File.ReadAllTextAsync(Path.Combine(_machine.FolderOf(request), name));

    private async Task<string> RunAsOwner(ProvisionRequest request, string command)
    {
        using var owner = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = _machine.FolderOf(request),
            RedirectStandardOutput = true,
        })!;
        var output = await owner.StandardOutput.ReadToEndAsync();
        await owner.WaitForExitAsync();
        return output;
    }
}
