using Prebuilds.Bench.Claims.Peers;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Seeds;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Ticks;

/// <summary>
/// A pass with nothing to do, over warm grains: snapshot, distribution, planning of every pool; and the pass that the
/// loop nearly always makes instead, which leaves pools at rest alone. Beside them, taking turns on the same server,
/// the bare read of the same columns and the same snapshot by joins. And what the silo holds meanwhile.
/// </summary>
internal sealed class TickSection(BenchOptions options, Report report)
{
    private static readonly (int Presets, int Members)[] Sizes =
        [(1_000, 10_000), (100, 100_000), (1_000, 100_000), (10_000, 100_000)];

    private readonly int _warmUps = options.Quick ? 5 : 30;
    private readonly int _rounds = options.Quick ? 4 : 25;

    /// <summary>Runs it.</summary>
    public async Task Run(PostgresServer server)
    {
        var points = new List<TickPoint>();
        foreach (var (presets, members) in Sizes)
        {
            points.Add(await Measure(server, new PoolSet("tick", presets, members / presets)));
        }

        if (options.Has("tick"))
        {
            Times(points);
        }

        if (options.Has("memory"))
        {
            Memory(points);
        }
    }

    private async Task<TickPoint> Measure(PostgresServer server, PoolSet pools)
    {
        await using var cluster = await BenchCluster.Start(server);
        var flat = new FlatRead(cluster.Database);
        var joined = new JoinedRead(cluster.Database, await SqlClaims.Open(cluster.Database, JoinedSql.Texts));
        await PrebuildsSeed.Push(cluster, pools);
        await PrebuildsSeed.Fill(cluster, pools);
        await flat.Prepare();
        await joined.Prepare(pools);
        await cluster.Client.Loop.Resume();
        for (var i = 0; i < _warmUps; i++)
        {
            await PrebuildsSeed.LookAtAll(cluster.Client);
            await PrebuildsSeed.Look(cluster.Client);
            await flat.Run();
        }

        var (fulls, restings) = (new List<double>(), new List<double>());
        var (flats, joins) = (new List<double>(), new List<double>());
        var processor = 0.0;
        for (var i = 0; i < _rounds; i++)
        {
            var before = cluster.Silo.ProcessorTime;
            fulls.Add((await PrebuildsSeed.LookAtAll(cluster.Client)).TotalMilliseconds);
            processor += (cluster.Silo.ProcessorTime - before).TotalMilliseconds;
            restings.Add((await PrebuildsSeed.Look(cluster.Client)).TotalMilliseconds);
            flats.Add((await flat.Run()).TotalMilliseconds);
            joins.Add((await joined.Run()).TotalMilliseconds);
        }

        return new TickPoint(
            pools.Presets,
            pools.Members,
            fulls.Median(),
            processor / _rounds,
            restings.Median(),
            flats.Median(),
            joins.Median(),
            await SiloMemory.Read(cluster.Silo));
    }

    private void Times(List<TickPoint> points)
    {
        report.Table(
            "A tick with nothing to do (ms; medians)",
            "full",
            "silo CPU",
            "resting",
            "flat read",
            "joined read",
            "us/member");
        foreach (var point in points)
        {
            report.Row(
                Size(point),
                Figures.Fine(point.Full),
                Figures.Fine(point.Processor),
                Figures.Fine(point.Resting),
                Figures.Fine(point.Flat),
                Figures.Fine(point.Joined),
                Figures.Fine(point.PerMember));
        }

        var (small, large) = (points[0], points[^1]);
        report.Ratio("tick.100k.vs_read", large.Full / large.Flat);
        report.Ratio("tick.100k.vs_joined", large.Full / large.Joined);
        report.Ratio("tick.per_member.100k_vs_10k", large.PerMember / small.PerMember);
        report.Ratio("tick.resting.100k.vs_read", large.Resting / large.Flat);
        report.Ratio("tick.resting.100k.vs_joined", large.Resting / large.Joined);
        report.Ratio("tick.resting.per_member.100k_vs_10k", large.RestingPerMember / small.RestingPerMember);
    }

    private void Memory(List<TickPoint> points)
    {
        report.Table("Memory of the silo (MiB)", "heap", "resident");
        foreach (var point in points)
        {
            report.Row(Size(point), Mebibytes(point.Memory.Heap), Mebibytes(point.Memory.Resident));
        }

        report.Table("Memory (bytes each)", "heap", "resident");
        Difference("per member", points[2], points[0], point => point.Members);
        Difference("per preset", points[3], points[1], point => point.Presets);
    }

    private void Difference(string name, TickPoint more, TickPoint less, Func<TickPoint, int> count)
    {
        var each = count(more) - count(less);
        report.Row(
            name,
            Figures.Whole((more.Memory.Heap - less.Memory.Heap) / each),
            Figures.Whole((more.Memory.Resident - less.Memory.Resident) / each));
    }

    private static string Size(TickPoint point) =>
        $"{Figures.Whole(point.Presets)} presets, {Figures.Whole(point.Members)} members";

    private static string Mebibytes(double bytes) => Figures.Fine(bytes / 1024 / 1024);
}
