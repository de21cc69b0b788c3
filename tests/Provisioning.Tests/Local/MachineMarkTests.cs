using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class MachineMarkTests : IDisposable
{
    private readonly Machine _machine = new();

    private MachineMark Mark => new(new DataFolders(Options.Create(
        new ProvisioningOptions { DataDirectory = _machine.Data })));

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task The_first_installation_that_asks_owns_the_directory_for_ever()
    {
        var first = Guid.NewGuid();

        Assert.True(await Mark.Belongs(first, CancellationToken.None));
        Assert.True(await Mark.Belongs(first, CancellationToken.None));
        Assert.False(await Mark.Belongs(Guid.NewGuid(), CancellationToken.None));
    }

    [Fact]
    public async Task A_mark_that_cannot_be_read_belongs_to_nobody()
    {
        Directory.CreateDirectory(_machine.Data);
        await File.WriteAllTextAsync(Mark.Path, "half a m");

        Assert.False(await Mark.Belongs(Guid.NewGuid(), CancellationToken.None));
    }
}
