using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class FolderRemovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_not_there_is_fine() => await FolderRemoval.Remove(_folder["none"]);

    [Fact]
    public async Task Links_are_removed_and_not_followed()
    {
        Directory.CreateDirectory(_folder["kept"]);
        await File.WriteAllTextAsync(_folder["kept/file"], "text");
        Directory.CreateDirectory(_folder["gone/deep"]);
        Directory.CreateSymbolicLink(_folder["gone/deep/link"], _folder["kept"]);
        File.CreateSymbolicLink(_folder["gone/dangling"], "/no/such/file");

        await FolderRemoval.Remove(_folder["gone"]);

        Assert.False(Directory.Exists(_folder["gone"]));
        Assert.True(File.Exists(_folder["kept/file"]));
    }

    [Fact]
    public async Task Write_protected_folders_go_as_well()
    {
        Directory.CreateDirectory(_folder["gone/cache/module"]);
        await File.WriteAllTextAsync(_folder["gone/cache/module/file"], "text");
        File.SetUnixFileMode(_folder["gone/cache/module"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(_folder["gone/cache"], UnixFileMode.None);

        await FolderRemoval.Remove(_folder["gone"]);

        Assert.False(Directory.Exists(_folder["gone"]));
    }
}
