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
    private readonly TemporaryFolder _marks = new();

    public TerraformScene(TimeProvider? clock = null)
    {
        Machine = new Machine(clock);
        Marks = new TerraformMarks(_marks.Path);
    }

    public Machine Machine { get; }

    public IProvisioner Provisioner => Machine.Terraform;

    public TerraformMarks Marks { get; }

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

    public void Dispose()
    {
        Machine.Dispose();
        _marks.Dispose();
    }
}
