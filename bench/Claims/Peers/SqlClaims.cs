using Npgsql;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Seeds;
using Prebuilds.Users;

namespace Prebuilds.Bench.Claims.Peers;

/// <summary>
/// A claim as SQL: each one is a statement of its own on a pooled connection, prepared. Every peer keeps its tables in
/// a schema of its own.
/// </summary>
internal sealed class SqlClaims : IClaimPath
{
    private readonly NpgsqlDataSource _database;
    private readonly SqlClaimTexts _texts;
    private Guid[] _presets = [];

    private SqlClaims(NpgsqlDataSource database, SqlClaimTexts texts) => (_database, _texts) = (database, texts);

    public string Name => _texts.Name;

    /// <summary>Makes its tables.</summary>
    public static async Task<SqlClaims> Open(NpgsqlDataSource database, SqlClaimTexts texts)
    {
        await database.Execute(texts.Schema);
        return new SqlClaims(database, texts);
    }

    public async Task Fill(PoolSet pools)
    {
        _presets = [.. pools.Names.Select(name => name.ToId().Value)];
        var (ids, presetIds) = pools.NewMembers();
        await _database.Execute(_texts.Clear);
        foreach (var text in _texts.Fill)
        {
            await _database.Execute(
                text, ("ids", ids), ("preset_ids", presetIds), ("owner", SystemUser.Prebuilds.Value));
        }

        await _database.Execute(_texts.Analyze);
    }

    public async Task<Guid?> Claim(int preset, ClaimTicket ticket)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(_texts.Claim, connection)
        {
            Parameters =
            {
                new() { Value = _presets[preset] },
                new() { Value = UserIds.FromText(ticket.User).Value },
                new() { Value = ticket.WorkspaceName },
                new() { Value = Guid.NewGuid().ToString() },
                new() { Value = Guid.CreateVersion7() },
            },
        };
        return (Guid?)await command.ExecuteScalarAsync();
    }

    public Task<List<Guid>> Claimed() => _database.Column<Guid>(_texts.Claimed);
}
