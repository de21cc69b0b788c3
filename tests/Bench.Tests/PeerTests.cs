using Npgsql;
using Prebuilds.Bench.Claims;
using Prebuilds.Bench.Claims.Peers;
using Prebuilds.Bench.Seeds;
using Prebuilds.Testing.Postgres;
using Xunit;

namespace Prebuilds.Bench.Tests;

/// <summary>What the product is compared with does what it is said to do.</summary>
public sealed class PeerTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private NpgsqlDataSource _database = null!;

    public static TheoryData<string> Peers => new(JoinedSql.Texts.Name, TunedSql.Texts.Name);

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.Start();
        _database = NpgsqlDataSource.Create(await _server.CreateDatabase());
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task A_peer_hands_each_member_out_once(string peer)
    {
        var pools = new PoolSet("test", 2, 300);
        var path = await Open(peer);
        await path.Fill(pools);

        // It compares what was answered with what is stored, and throws when a member was handed out twice.
        var load = await ClosedLoop.Run(path, pools, callers: 32, TimeSpan.FromMinutes(1));

        Assert.True(load.PerSecond > 0);
        Assert.Equal(540, (await path.Claimed()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task A_peer_hands_out_what_there_is_and_then_none(string peer)
    {
        var path = await Open(peer);
        await path.Fill(new PoolSet("test", 1, 2));

        var first = await path.Claim(0, new ClaimTicket(0, 0));
        var second = await path.Claim(0, new ClaimTicket(0, 1));

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await path.Claim(0, new ClaimTicket(0, 2)));
    }

    private Task<SqlClaims> Open(string peer) =>
        SqlClaims.Open(_database, peer == JoinedSql.Texts.Name ? JoinedSql.Texts : TunedSql.Texts);
}
