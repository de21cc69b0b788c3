using Prebuilds.Storage;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

public sealed class ManyClaimsSqliteTests : ManyClaimsTests, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-claims-");
    private StoreHost? _host;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override async Task<IPrebuildStore> OpenStore() =>
        (_host = await StoreHost.Sqlite(_folder.FullName)).Store;
}
