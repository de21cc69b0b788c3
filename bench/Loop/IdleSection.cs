using Npgsql;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Seeds;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Loop;

/// <summary>
/// What a cluster costs that nobody asks anything: three silos, a tick every 15 s, full pools at rest, and workers that
/// wait for builds, of which there are none.
/// </summary>
internal sealed class IdleSection(BenchOptions options, Report report)
{
    private const int Silos = 3;

    private const string Statements =
        """
        select coalesce(sum(s.calls), 0)::float8 from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = current_database() and s.query not like '%pg_stat_%'
        """;

    private const string Transactions =
        "select (xact_commit + xact_rollback)::float8 from pg_stat_database where datname = current_database()";

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _settling = TickInterval * (options.Quick ? 1 : 2);
    private readonly TimeSpan _duration = TickInterval * (options.Quick ? 1 : 8);

    /// <summary>Runs it on a server of its own, which counts statements.</summary>
    public async Task Run()
    {
        await using var server = await PostgresServer.Start(
            durable: true, "shared_buffers=1GB", "shared_preload_libraries=pg_stat_statements");
        await using var cluster = await BenchCluster.StartClustered(server, Silos, TickInterval);
        var pools = new PoolSet("idle", 1_000, 10);
        await PrebuildsSeed.Push(cluster, pools);
        await PrebuildsSeed.Fill(cluster, pools);
        await cluster.Client.Loop.Resume();
        await cluster.Database.Execute("create extension pg_stat_statements");
        // What came before is counted late: servers' processes hand in their statistics, and methods are compiled, when
        // all is still.
        await Wait(_settling);
        var before = await Look(server, cluster);
        await Wait(_duration);
        var after = await Look(server, cluster);
        await JudgeIdle(cluster.Database, pools);
        report.Table(
            $"{Silos} idle silos: 1 000 presets, 10 000 members, a tick every {TickInterval.TotalSeconds} s",
            "silos CPU %",
            "server CPU %",
            "statements/s",
            "trans./s");
        report.Row(
            $"over {_duration.TotalSeconds} s",
            Figures.Fine((after.Silos - before.Silos) / _duration * 100),
            Figures.Fine((after.Server - before.Server) / _duration * 100),
            Figures.Fine((after.Statements - before.Statements) / _duration.TotalSeconds),
            Figures.Fine((after.Transactions - before.Transactions) / _duration.TotalSeconds));
    }

    private static async Task Wait(TimeSpan time)
    {
        using var end = new PeriodicTimer(time);
        await end.WaitForNextTickAsync();
    }

    private static async Task<(TimeSpan Silos, TimeSpan Server, double Statements, double Transactions)> Look(
        PostgresServer server, BenchCluster cluster) => (
        cluster.Silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.ProcessorTime),
        ServerProcesses.ProcessorTime(server.Id),
        await One(cluster.Database, Statements),
        await One(cluster.Database, Transactions));

    /// <summary>Three silos were there to the end, every pool kept its members, and nobody built anything.</summary>
    private static async Task JudgeIdle(NpgsqlDataSource database, PoolSet pools)
    {
        var seen = (await database.Column<string>(
            """
            select concat_ws(', ',
                (select count(*) from silo where status = 3),
                (select count(*) from workspace where phase = 2 and ready),
                (select count(*) from workspace),
                (select count(*) from build where status <> 3))
            """))[0];
        if (seen != $"{Silos}, {pools.Members}, {pools.Members}, 0")
        {
            throw new InvalidOperationException($"The cluster was not idle: {seen}.");
        }
    }

    private static async Task<double> One(NpgsqlDataSource database, string text) =>
        (await database.Column<double>(text))[0];
}
