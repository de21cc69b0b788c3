using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

[Collection(nameof(PostgresSuites))]
public sealed class PostgresStoreTests(PostgresFixture fixture) : StoreContract
{
    private StoreHost? _host;

    public override async Task DisposeAsync() => await _host!.DisposeAsync();

    protected override async Task<IPrebuildStore> OpenStore() =>
        (_host = await StoreHost.Postgres(await fixture.Server.CreateDatabase())).Store;
}
