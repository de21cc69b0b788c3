using System.Diagnostics;
using Npgsql;
using Prebuilds.Bench.Claims;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Seeds;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Loop;

/// <summary>
/// How long a claimed member's replacement takes to be queued, while callers claim without pause: from the instant at
/// which the claim's commit began to the commit of the replacement's build, as the server stamped it.
/// </summary>
internal sealed class RefillSection(BenchOptions options, Report report)
{
    private const int Callers = 16;

    // The pools were full, so each claim makes one replacement of its own preset, in the order of the claims.
    private const string Delays =
        """
        with claimed as (
            select preset_id, claimed_at, row_number() over (partition by preset_id order by claimed_at) as n from claim
        ), queued as (
            select preset_id, at, row_number() over (partition by preset_id order by at) as n
            from (select preset_id, pg_xact_commit_timestamp(xmin) as at from build where kind = 0 and status = 0) b
        )
        select extract(epoch from q.at - c.claimed_at)::float8 * 1000 from claimed c join queued q using (preset_id, n)
        """;

    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(options.Quick ? 3 : 6);
    private readonly TimeSpan _duration = TimeSpan.FromSeconds(options.Quick ? 4 : 15);

    /// <summary>Runs it.</summary>
    public async Task Run(PostgresServer server)
    {
        report.Table("From claim to queued replacement, 16 callers", "claims/s", "p50 ms", "p99 ms", "most ms");
        await Measure(server, new PoolSet("refill", 1, 10_000), "one preset of 10 000");
        var p99 = await Measure(server, new PoolSet("refill", 100, 500), "100 presets of 500");
        report.Ratio("refill.p99_ms", p99);
    }

    private async Task<double> Measure(PostgresServer server, PoolSet pools, string name)
    {
        await using var cluster = await BenchCluster.Start(server);
        var path = new PrebuildsClaims(cluster);
        await PrebuildsSeed.Push(cluster, pools);
        await path.Fill(pools);
        await cluster.Client.Loop.Resume();
        await ClosedLoop.Run(path, pools, Callers, _warmUp);
        await AllQueued(cluster.Database);
        await path.Fill(pools);
        var load = await ClosedLoop.Run(path, pools, Callers, _duration);
        double[] delays = [.. (await AllQueued(cluster.Database)).Order()];
        report.Row(
            name,
            Figures.Whole(load.PerSecond),
            Figures.Fine(delays[delays.Length / 2]),
            Figures.Fine(delays[delays.Length * 99 / 100]),
            Figures.Fine(delays[^1]));
        return delays[delays.Length * 99 / 100];
    }

    private static async Task<List<double>> AllQueued(NpgsqlDataSource database)
    {
        var claims = await database.Column<long>("select count(*) from claim");
        var began = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var delays = await database.Column<double>(Delays);
            if (delays.Count == claims[0])
            {
                return delays;
            }

            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(10))
            {
                throw new InvalidOperationException($"{claims[0]} claims made {delays.Count} replacements.");
            }

            await look.WaitForNextTickAsync();
        }
    }
}
