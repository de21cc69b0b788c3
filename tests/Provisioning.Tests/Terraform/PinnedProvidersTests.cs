using System.Text;
using Prebuilds.Provisioning.Terraform;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>The lock file of a version's check on the same platform, and on another one.</summary>
public sealed class PinnedProvidersTests
{
    private const string LockFile = """
        # This file is maintained automatically by "terraform init".

        provider "registry.terraform.io/acme/one" {
          version     = "1.0.0"
          constraints = "~> 1.0"
          hashes = [
            "h1:AAAA=",
            "zh:0123",
          ]
        }

        provider "registry.terraform.io/acme/two" {
          version = "2.0.0"
          hashes = ["h1:BBBB="]
        }

        """;

    [Fact]
    public void On_the_same_platform_it_holds_as_it_is()
    {
        var held = PinnedProviders.For("here", PinnedProviders.Of(LockFile, "here"));

        Assert.EndsWith(LockFile, held);
        Assert.False(PinnedProviders.IsLoose(held));
    }

    [Fact]
    public void On_another_platform_the_versions_hold_and_the_hashes_do_not()
    {
        var held = PinnedProviders.For("there", PinnedProviders.Of(LockFile, "here"));

        Assert.True(PinnedProviders.IsLoose(held));
        Assert.DoesNotContain("h1:", held);
        Assert.DoesNotContain("hashes =", held);
        Assert.Contains("version     = \"1.0.0\"", held);
        Assert.Contains("version = \"2.0.0\"", held);
        Assert.Equal(2, held.Split('}').Length - 1);
    }

    [Fact]
    public void What_is_no_lock_file_of_ours_is_loose() =>
        Assert.True(PinnedProviders.IsLoose(PinnedProviders.For("here", Encoding.UTF8.GetBytes(LockFile))));
}
