using Prebuilds.Testing.Postgres;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>One server for all suites; a database for each test.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.Start();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
