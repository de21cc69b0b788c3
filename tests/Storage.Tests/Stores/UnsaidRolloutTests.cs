using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Prebuilds.Presets;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>Presets that were stored before there was a word for their rollout.</summary>
[Collection(nameof(PostgresSuites))]
public sealed class UnsaidRolloutTests(PostgresFixture fixture)
{
    [Fact]
    public async Task They_roll_on_PostgreSQL()
    {
        var database = await fixture.Server.CreateDatabase();
        await using var host = await StoreHost.Postgres(database);
        await using var connection = new NpgsqlConnection(database);
        await Check(host.Store, connection, "update preset set pool = pool - 'rollout'");
    }

    [Fact]
    public async Task They_roll_on_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-").FullName;
        await using (var host = await StoreHost.Sqlite(folder))
        {
            await using var connection = new SqliteConnection(
                $"Data Source={Path.Combine(folder, "prebuilds.db")};Pooling=False");
            await Check(host.Store, connection, "update preset set pool = json_remove(pool, '$.rollout')");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task Check(IPrebuildStore store, DbConnection connection, string forget)
    {
        var keeper = await Keeper.Start(store);
        var member = (await keeper.Ready())[0];
        await store.PushVersion(
            Contract.Templates.Version(mark: "2", rollout: Rollout.Recreate, presets: "large"),
            Contract.Templates.Package,
            activate: true,
            default);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this test's own.
        command.CommandText = forget;
#pragma warning restore CA2100
        Assert.Equal(1, await command.ExecuteNonQueryAsync());

        Assert.Equal(Rollout.Rolling, (await store.ReadPreset(keeper.Preset, default))!.Preset.Pool.Rollout);
        await keeper.Granted(keeper.Claim(member, "r1"));
    }
}
