using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Local.Machines;
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
    public void The_first_installation_that_asks_owns_the_directory_for_ever()
    {
        var first = Guid.NewGuid();

        Assert.True(Mark.Belongs(first));
        Assert.True(Mark.Belongs(first));
        Assert.False(Mark.Belongs(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_mark_that_cannot_be_read_belongs_to_nobody()
    {
        Directory.CreateDirectory(_machine.Data);
        await File.WriteAllTextAsync(Mark.Path, "half a m");

        Assert.False(Mark.Belongs(Guid.NewGuid()));
    }

    [Fact]
    public void A_machine_keeps_its_id_and_all_its_processes_have_the_same()
    {
        var ids = new LocalMachine[8];
        Parallel.For(0, ids.Length, i => ids[i] = Mark.ReadMachine());

        Assert.Single(ids.Append(Mark.ReadMachine()).Distinct());
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_an_error_that_says_what_to_do_and_leaves_nothing()
    {
        Directory.CreateDirectory(_machine.Data);
        // A name that fits while its draft's does not, as on a disk that has room for a name only.
        var file = new MarkFile(Path.Combine(_machine.Data, new string('m', 240)));

        var error = Assert.Throws<MarkException>(() => file.ReadOrWrite(Guid.NewGuid()));

        Assert.Contains($"'{file.Path}' cannot be made", error.Message, StringComparison.Ordinal);
        Assert.Contains("Make room on its disk", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_machine.Data));
    }

    [Fact]
    public void A_damaged_id_is_an_error_that_says_what_to_do()
    {
        Directory.CreateDirectory(_machine.Data);
        File.WriteAllText(Path.Combine(_machine.Data, "machine"), "half a m");

        var error = Assert.Throws<InvalidDataException>(Mark.ReadMachine);

        Assert.Contains("Restore it; or remove it", error.Message, StringComparison.Ordinal);
    }
}
