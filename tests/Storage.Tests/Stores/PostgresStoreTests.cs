using Npgsql;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Templates;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

[Collection(nameof(PostgresSuites))]
public sealed class PostgresStoreTests(PostgresFixture fixture) : ClusterStoreContract
{
    private string _database = "";
    private StoreHost? _host;

    public override async Task DisposeAsync() => await _host!.DisposeAsync();

    protected override async Task<IPrebuildStore> OpenStore()
    {
        _database = await fixture.Server.CreateDatabase();
        return (_host = await StoreHost.Postgres(_database)).Store;
    }

    protected override async Task Spoil(TemplateVersionId version)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(
            "update template_version set definition = '{\"name\": 7}' where id = $1");
        command.Parameters.AddWithValue(version.Value);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    // As Orleans does, by the statements that the schema gives it.
    protected override async Task Join(SiloIncarnation silo)
    {
        await RunAsOrleans("InsertMembershipVersionKey", silo, 0, 0);
        await RunAsOrleans("InsertMembershipKey", silo, 3, 0);
    }

    protected override Task GiveUp(SiloIncarnation silo) => RunAsOrleans("UpdateMembershipKey", silo, 6, 1);

    private async Task RunAsOrleans(string key, SiloIncarnation silo, int status, int version)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var find = source.CreateCommand("select querytext from orleansquery where querykey = $1");
        find.Parameters.AddWithValue(key);
        await using var run = source.CreateCommand((string)(await find.ExecuteScalarAsync())!);
        run.Parameters.AddWithValue("DeploymentId", silo.ClusterId);
        run.Parameters.AddWithValue("Address", silo.Address);
        run.Parameters.AddWithValue("Port", silo.Port);
        run.Parameters.AddWithValue("Generation", silo.Generation);
        run.Parameters.AddWithValue("SiloName", "silo");
        run.Parameters.AddWithValue("HostName", "host");
        run.Parameters.AddWithValue("Status", status);
        run.Parameters.AddWithValue("ProxyPort", 30000);
        run.Parameters.AddWithValue("SuspectTimes", "");
        run.Parameters.AddWithValue("StartTime", A.Noon.UtcDateTime);
        run.Parameters.AddWithValue("IAmAliveTime", A.Noon.UtcDateTime);
        run.Parameters.AddWithValue("Version", version);
        Assert.Equal(true, await run.ExecuteScalarAsync());
    }
}
