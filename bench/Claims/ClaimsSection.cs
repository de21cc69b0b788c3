using Prebuilds.Bench.Claims.Peers;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Seeds;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Claims;

/// <summary>
/// Durable claims per second: the product beside two ways of writing a claim as SQL, taking turns on the same server.
/// </summary>
internal sealed class ClaimsSection(BenchOptions options, Report report)
{
    private const int Decisive = 64;

    // Until the silo's code is compiled as well as it will be. A statement must only be run once, on all connections.
    private const int WarmUps = 6;

    private static readonly int[] Callers = [1, 16, Decisive, 256];

    private const int Members = 20_000;

    // Where ways are compared, each does the same work: it empties the same pool, however long it takes.
    private static readonly TimeSpan Emptied = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _duration = TimeSpan.FromSeconds(options.Quick ? 1 : 4);

    /// <summary>Runs it.</summary>
    public async Task Run(PostgresServer server)
    {
        await using var cluster = await BenchCluster.Start(server);
        IClaimPath[] paths =
        [
            new PrebuildsClaims(cluster),
            await SqlClaims.Open(cluster.Database, JoinedSql.Texts),
            await SqlClaims.Open(cluster.Database, TunedSql.Texts),
        ];
        await Compare(cluster, paths, "hot", new PoolSet("hot", 1, Members), "one preset");
        await Compare(cluster, paths, "100", new PoolSet("spread", 100, Members / 100), "100 presets");
        await CompareWithCommit(cluster, paths[0]);
    }

    /// <summary>A lone caller's claim and one durable commit, taking turns.</summary>
    private async Task CompareWithCommit(BenchCluster cluster, IClaimPath path)
    {
        var pools = new PoolSet("hot", 1, Members);
        await using var commit = await SingleCommit.Open(cluster.Database);
        var (claims, commits) = (new List<double>(), new List<double>());
        for (var round = 0; round < (options.Quick ? 2 : 5); round++)
        {
            await path.Fill(pools);
            claims.Add((await ClosedLoop.Run(path, pools, callers: 1, _duration)).P50);
            commits.Add((await commit.Run(_duration)).P50);
        }

        report.Table("A lone caller (p50, ms)", "claim", "one commit");
        report.Row("one preset", Figures.Fine(claims.Median()), Figures.Fine(commits.Median()));
        report.Ratio("claims.single.p50_vs_commit", claims.Median() / commits.Median());
    }

    private async Task Compare(BenchCluster cluster, IClaimPath[] paths, string name, PoolSet pools, string title)
    {
        await PrebuildsSeed.Push(cluster, pools);
        report.Table(
            $"Claims from {title}: {Figures.Whole(pools.Members)} members",
            [.. paths.SelectMany(path => new[] { $"{path.Name}/s", "p50 ms", "p99 ms" })]);
        await Measure(paths[..1], pools, Decisive, WarmUps);
        await Measure(paths[1..], pools, Callers[^1], rounds: 1);
        foreach (var callers in Callers)
        {
            var results = await Measure(paths, pools, callers, Rounds(callers));
            report.Row($"{callers} callers", results.SelectMany(Cells));
            if (callers == Decisive)
            {
                Ratios(name, results);
            }
        }
    }

    private int Rounds(int callers) => (options.Quick, callers) switch
    {
        (true, Decisive) => 2,
        (true, _) => 1,
        _ => 5,
    };

    private void Ratios(string name, Summary[] results)
    {
        report.Ratio($"claims.{name}.{Decisive}.vs_joined", results[0].PerSecond / results[1].PerSecond);
        report.Ratio($"claims.{name}.{Decisive}.vs_tuned", results[0].PerSecond / results[2].PerSecond);
        report.Ratio($"claims.{name}.{Decisive}.p99_vs_joined", results[0].P99 / results[1].P99);
    }

    private async Task<Summary[]> Measure(IClaimPath[] paths, PoolSet pools, int callers, int rounds)
    {
        var runs = paths.Select(_ => new List<LoadResult>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < paths.Length; i++)
            {
                await paths[i].Fill(pools);
                runs[i].Add(await ClosedLoop.Run(paths[i], pools, callers, callers == Decisive ? Emptied : _duration));
            }
        }

        return [.. runs.Select(Summary.Of)];
    }

    private static string[] Cells(Summary result) =>
        [Figures.Whole(result.PerSecond), Figures.Fine(result.P50), Figures.Fine(result.P99)];

    private sealed record Summary(double PerSecond, double P50, double P99)
    {
        public static Summary Of(List<LoadResult> runs) => new(
            runs.Select(run => run.PerSecond).Median(),
            runs.Select(run => run.P50).Median(),
            runs.Select(run => run.P99).Median());
    }
}
