using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Seeds;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Testing.Postgres;

namespace Prebuilds.Bench.Loop;

/// <summary>
/// What a workspace of a trivial terraform template takes: made by a silo that works on one at a time, and by a bare
/// loop of init and apply.
/// </summary>
internal sealed class TerraformSection(BenchOptions options, Report report)
{
    private readonly int _rounds = options.Quick ? 2 : 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly int _workspaces = options.Quick ? 8 : 50;

    /// <summary>Runs it.</summary>
    public async Task Run(PostgresServer server)
    {
        await using var cluster = await BenchCluster.StartBuilding(server);
        var bare = new List<(SequentialTimes Whole, double ApplyAlone)>();
        var ours = new List<SequentialTimes>();
        for (var round = 0; round < _rounds; round++)
        {
            bare.Add(await BareTerraform.Run(_workspaces));
            ours.Add(await Fill(cluster, $"trivial-{round}"));
        }

        Show(
            SequentialTimes.Median([.. bare.Select(run => run.Whole)]),
            bare.Select(run => run.ApplyAlone).Median(),
            SequentialTimes.Median(ours));
    }

    private void Show(SequentialTimes bare, double applyAlone, SequentialTimes ours)
    {
        report.Table(
            $"{_workspaces} workspaces by terraform, one after another", "ms each", "first ms", "others ms");
        Row("init + apply, a folder each", bare);
        report.Row("of that, apply alone", Figures.Fine(applyAlone));
        Row("a pool, one worker", ours);
        report.Ratio("terraform.sequential_vs_loop", ours.Each / bare.Each);
        report.Ratio("terraform.second_vs_loop", ours.Others / bare.Each);
    }

    private void Row(string name, SequentialTimes times) => report.Row(
        name, Figures.Fine(times.Each), Figures.Fine(times.First), Figures.Fine(times.Others));

    /// <summary>
    /// Pushes a new version, which no workspace was made of yet, and waits until its pool is full. The time is from the
    /// first queued creation to the end of the last, as they are stored.
    /// </summary>
    private async Task<SequentialTimes> Fill(BenchCluster cluster, string template)
    {
        await cluster.Client.Templates.Push(template, TrivialTemplate.Of(template, _workspaces), activate: true);
        using var limit = new CancellationTokenSource(Limit);
        using var look = new PeriodicTimer(Look);
        while (true)
        {
            await look.WaitForNextTickAsync(limit.Token);
            var builds = await cluster.Client.Builds.List(BuildQuery.All with { Template = template });
            if (builds.FirstOrDefault(build => build.Build.Error is not null) is { } failed)
            {
                throw new InvalidOperationException($"A creation failed: {failed.Build.Error!.Message}");
            }

            if (builds.Count(build => build.Build.Status == BuildStatus.Succeeded) == _workspaces)
            {
                var began = builds.Min(build => build.Build.QueuedAt);
                return SequentialTimes.Of([.. builds.Select(build => build.Build.FinishedAt!.Value - began).Order()]);
            }
        }
    }
}
