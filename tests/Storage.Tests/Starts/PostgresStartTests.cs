using Npgsql;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Storage.Tests.Stores;
using Prebuilds.Testing;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Storage.Tests.Starts;

[Collection(nameof(PostgresSuites))]
public sealed class PostgresStartTests(PostgresFixture fixture)
{
    private PostgresServer Server => fixture.Server;

    [Fact]
    public async Task Many_silos_that_start_at_once_make_one_schema()
    {
        var database = await Server.CreateDatabase();

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreHost.Postgres(database)));

        var keeper = await Keeper.Start(hosts[0].Store);
        await keeper.Ready();
        Assert.Single((await hosts[3].Store.ReadPreset(keeper.Preset, default))!.Members);
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var error = await Refused("Host=127.0.0.1;Port=1;Database=d;Username=u;Password=hunter2");

        Assert.StartsWith("PostgreSQL at 127.0.0.1:1 cannot be reached (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Host and Port in ConnectionStrings:Prebuilds.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_not_repeated()
    {
        var error = await Refused(Server.ConnectionString("postgres").Replace(PostgresServer.Password, "hunter2"));

        Assert.Equal(
            $"PostgreSQL at 127.0.0.1:{Server.Port} refuses the password of user 'postgres'."
            + " Correct Password in ConnectionStrings:Prebuilds.",
            error.Message);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        var error = await Refused(Server.ConnectionString("nowhere"));

        Assert.Equal(
            $"PostgreSQL at 127.0.0.1:{Server.Port} has no database 'nowhere'."
            + " Create it, or correct Database in ConnectionStrings:Prebuilds.",
            error.Message);
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_so()
    {
        var database = await Server.CreateDatabase();
        await Execute(database, "create role guest login password 'guest'");

        var guest = new NpgsqlConnectionStringBuilder(database) { Username = "guest", Password = "guest" };
        var error = await Refused(guest.ToString());

        Assert.StartsWith("User 'guest' may not do that in database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var database = await Server.CreateDatabase();
        await using (await StoreHost.Postgres(database))
        {
        }

        await Execute(database, "insert into schema_version values (99, '0099_later.sql', 'x', 'now')");

        var error = await Refused(database);
        Assert.StartsWith("The database has schema version 99,", error.Message, StringComparison.Ordinal);
    }

    private static Task<StorageException> Refused(string connection) =>
        Assert.ThrowsAsync<StorageException>(() => StoreHost.Postgres(connection));

    private static async Task Execute(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
