using Prebuilds.Storage;
using Prebuilds.Testing;
using Prebuilds.Testing.Postgres;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

public sealed class ManyClaimsPostgresTests : ManyClaimsTests, IAsyncLifetime
{
    private PostgresServer? _server;
    private StoreHost? _host;

    public async Task InitializeAsync() => _server = await PostgresServer.Start();

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _server!.DisposeAsync();
    }

    protected override async Task<IPrebuildStore> OpenStore() =>
        (_host = await StoreHost.Postgres(await _server!.CreateDatabase())).Store;
}
