using Npgsql;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Storage.Tests.Stores;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Failures;

/// <summary>Who waits for whom: claims only for what decides about them.</summary>
[Collection(nameof(PostgresSuites))]
public sealed class PostgresLockTests(PostgresFixture fixture) : IAsyncLifetime
{
    private StoreHost _host = null!;
    private NpgsqlDataSource _source = null!;
    private Keeper _keeper = null!;

    public async Task InitializeAsync()
    {
        var database = await fixture.Server.CreateDatabase();
        _host = await StoreHost.Postgres(database);
        _source = NpgsqlDataSource.Create(database);
        _keeper = await Keeper.Start(_host.Store);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_does_not_wait_for_a_write_of_its_preset()
    {
        var claim = _keeper.Claim((await _keeper.Ready())[0], "r1");
        await using var writing = await Begin("update preset set revision = revision + 1, cleared_at = now()");

        await _keeper.Granted(claim);
    }

    [Theory]
    [InlineData("update preset set epoch = epoch + 1", typeof(ClaimResult.Fenced))]
    [InlineData("update preset set template_deprecated = true", typeof(ClaimResult.Lost))]
    [InlineData("update preset set is_active_version = false", typeof(ClaimResult.Lost))]
    [InlineData("update workspace set phase = 5", typeof(ClaimResult.Lost))]
    public async Task A_claim_waits_for_what_decides_about_it(string change, Type outcome)
    {
        var claim = _keeper.Claim((await _keeper.Ready())[0], "r1");
        await using var changing = await Begin(change);
        var claiming = _keeper.Commit(claim);
        await UntilSomebodyWaits();

        await changing.CommitAsync();

        Assert.IsType(outcome, await claiming);
    }

    [Fact]
    public async Task A_new_activation_waits_for_claims_of_the_old_one()
    {
        await _keeper.Ready();
        await using var claiming = await Begin("select from preset for key share");
        var opening = _host.Store.OpenPreset(_keeper.Preset, null, default);
        await UntilSomebodyWaits();

        await claiming.CommitAsync();

        Assert.Equal(2, Assert.IsType<PresetOpening.Opened>(await opening).Slice.Epoch);
    }

    [Fact]
    public async Task A_lease_does_not_wait_for_another_worker()
    {
        await _keeper.Queue(2);
        await using var leasing = await Begin(
            "select id from build order by priority, queued_at, id limit 1 for update");

        Assert.NotNull(await _keeper.Lease());
        Assert.Null(await _keeper.Lease());
    }

    private async Task<NpgsqlTransaction> Begin(string sql)
    {
        var connection = await _source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
        return transaction;
    }

    private Task<long> UntilSomebodyWaits() => Eventually.Sees(
        async () =>
        {
            await using var command = _source.CreateCommand("select count(*) from pg_locks where not granted");
            return (long)(await command.ExecuteScalarAsync())!;
        },
        waiting => waiting > 0,
        "somebody waits for a lock");
}
