using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-");
    private StoreHost? _host;

    public override async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override async Task<IPrebuildStore> OpenStore() =>
        (_host = await StoreHost.Sqlite(_folder.FullName)).Store;
}
