using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Seeds;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;

namespace Prebuilds.Bench.Claims;

/// <summary>The product: a call over TCP to the preset's grain.</summary>
internal sealed class PrebuildsClaims(BenchCluster cluster) : IClaimPath
{
    private PoolSet? _pools;

    public string Name => "prebuilds";

    public async Task Fill(PoolSet pools)
    {
        _pools = pools;
        await PrebuildsSeed.Fill(cluster, pools);
    }

    public async Task<Guid?> Claim(int preset, ClaimTicket ticket)
    {
        var answer = await cluster.Client.Claim(
            _pools!.Names[preset], new ClaimOptions(ticket.User, ticket.WorkspaceName));
        return (answer.Outcome as ClaimOutcome.Claimed)?.Workspace.Id.Value;
    }

    public Task<List<Guid>> Claimed() => cluster.Database.Column<Guid>(
        $"select c.workspace_id from claim c join workspace w on w.id = c.workspace_id and w.owner_id = c.owner_id");
}
