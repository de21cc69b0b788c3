using Prebuilds.Builds;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class MachineFaultTests
{
    [Fact]
    public void A_full_disk_is_a_lack_of_capacity()
    {
        var error = MachineFault.Of(new IOException("No space left on device : '/data/x'", Errno.NoSpace)).Error;

        Assert.Equal(ErrorClass.Capacity, error.Class);
        Assert.Contains("/data/x", error.Message);
        Assert.Contains("Make room", error.Message);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_used_fails_the_build_with_its_name()
    {
        using var machine = new Machine();
        await File.WriteAllTextAsync(Path.Combine(machine.Data, "workspaces"), "in the way");

        var result = await machine.Provisioner.Create(machine.Request(("create", "true")), default);

        var error = Assert.IsType<ProvisionResult.Failed>(result).Error;
        Assert.Equal(ErrorClass.Transient, error.Class);
        Assert.Contains(machine.Data, error.Message);
    }
}
