using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests;

public sealed class ProvisioningServicesTests
{
    [Fact]
    public void Adding_twice_is_adding_once()
    {
        using var folder = new TemporaryFolder();
        using var services = Services(folder.Path, services => services.AddPrebuildsProvisioning());

        Assert.Equal(2, services.GetServices<IProvisioner>().Count());
        var provisioners = services.GetRequiredService<Provisioners>();
        Assert.Equal(ProvisionerKind.Script, provisioners.Of(ProvisionerKind.Script)!.Kind);
        Assert.Equal(ProvisionerKind.Terraform, provisioners.Of(ProvisionerKind.Terraform)!.Kind);
    }

    [Fact]
    public void An_unknown_kind_is_told_with_what_there_is()
    {
        var provisioners = new Provisioners([new FakeProvisioner(TimeProvider.System)]);

        Assert.Null(provisioners.Of(ProvisionerKind.Terraform));
        var error = provisioners.Unknown(ProvisionerKind.Terraform);
        Assert.Equal(ErrorClass.Permanent, error.Class);
        Assert.Contains("'terraform', only script", error.Message);
    }

    [Theory]
    [InlineData("", "is not set")]
    [InlineData("data", "'data', which is not absolute")]
    [InlineData("/dev/null/data", "'/dev/null/data', which cannot be written")]
    public void A_data_directory_that_cannot_work_is_told_at_start(string directory, string words) =>
        Assert.Contains(Failures(directory, []), failure =>
            failure.StartsWith("Prebuilds:DataDirectory ") && failure.Contains(words));

    [Theory]
    [InlineData("terraform")]
    [InlineData("/no/such/terraform")]
    public void A_terraform_that_is_not_there_is_told_at_start(string path)
    {
        using var folder = new TemporaryFolder();

        var failure = Assert.Single(Failures(folder.Path, [], path));

        Assert.StartsWith($"Prebuilds:Terraform:Path is '{path}'", failure);
    }

    [Fact]
    public void All_errors_are_told_at_once_each_with_its_key()
    {
        var failures = Failures("data", ["KUBECONFIG", "A=B", "PREBUILDS_X", ""]);

        Assert.Equal(4, failures.Length);
        Assert.Contains(failures, failure => failure.StartsWith("Prebuilds:PassEnvironment:1 is 'A=B'"));
        Assert.Contains(failures, failure => failure.StartsWith("Prebuilds:PassEnvironment:2 is 'PREBUILDS_X'"));
        Assert.Contains(failures, failure => failure.StartsWith("Prebuilds:PassEnvironment:3 is ''"));
    }

    [Fact]
    public void Checking_makes_the_directory_and_leaves_it_empty()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(Failures(folder["new/data"], []));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["new/data"]));
    }

    private static string[] Failures(string directory, string[] names, string terraform = "")
    {
        using var services = Services(directory, services => services.Configure<ProvisioningOptions>(options =>
        {
            options.TerraformPath = terraform;
            foreach (var name in names)
            {
                options.PassEnvironment.Add(name);
            }
        }));
        try
        {
            _ = services.GetRequiredService<IOptions<ProvisioningOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return [.. invalid.Failures];
        }
    }

    private static ServiceProvider Services(string directory, Action<IServiceCollection> more)
    {
        var services = new ServiceCollection().AddLogging().AddPrebuildsProvisioning();
        services.Configure<ProvisioningOptions>(options => options.DataDirectory = directory);
        more(services);
        return services.BuildServiceProvider();
    }
}
