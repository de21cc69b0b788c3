using Npgsql;
using Prebuilds.Events;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>
/// When events appear that transactions write at the same time, whichever began, wrote or ended first.
/// </summary>
[Collection(nameof(PostgresSuites))]
public sealed class PostgresEventTests(PostgresFixture fixture) : IAsyncLifetime
{
    private StoreHost _host = null!;
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        var database = await fixture.Server.CreateDatabase();
        _host = await StoreHost.Postgres(database);
        _source = NpgsqlDataSource.Create(database);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_waits_for_a_lower_id_whoever_of_the_two_began_first(bool earlierBegan)
    {
        await using var higher = await Begin();
        await using var lower = await Begin();
        await Change(earlierBegan ? higher : lower);
        await Change(earlierBegan ? lower : higher);
        await Tell(lower, "lower");
        await Tell(higher, "higher");

        await higher.CommitAsync();
        Assert.Empty(await Seen());

        await lower.CommitAsync();
        Assert.Equal(["lower", "higher"], await Seen());
    }

    [Fact]
    public async Task An_event_waits_for_one_that_is_the_first_write_of_its_transaction()
    {
        await using var lower = await Begin();
        await using var higher = await Begin();
        await Tell(lower, "lower");
        await Tell(higher, "higher");

        await higher.CommitAsync();
        Assert.Empty(await Seen());

        await lower.RollbackAsync();
        Assert.Equal(["higher"], await Seen());
    }

    [Fact]
    public async Task An_event_does_not_wait_for_transactions_that_write_none()
    {
        await using var other = await Begin();
        await Change(other);
        await using var telling = await Begin();
        await Tell(telling, "told");

        await telling.CommitAsync();

        Assert.Equal(["told"], await Seen());
    }

    private async Task<IEnumerable<string?>> Seen() =>
        (await _host.Store.ReadEvents(new EventQuery(0, 10), default)).Select(it => it.Detail);

    private async Task<NpgsqlTransaction> Begin() =>
        await (await _source.OpenConnectionAsync()).BeginTransactionAsync();

    private static Task Change(NpgsqlTransaction transaction) => Run(transaction, "select pg_current_xact_id()");

    private static Task Tell(NpgsqlTransaction transaction, string detail) =>
        Run(transaction, $"insert into event (at, kind, detail) values (now(), 4, '{detail}')");

    private static async Task Run(NpgsqlTransaction transaction, string text)
    {
#pragma warning disable CA2100 // The texts are this test's own.
        await using var command = new NpgsqlCommand(text, transaction.Connection, transaction);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
