using System.Diagnostics;
using Prebuilds.Bench.Cluster;

namespace Prebuilds.Bench.Seeds;

/// <summary>Takes the silo's one slot for builds, for good.</summary>
internal static class EndlessBuild
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Begins it, and waits until a worker has it.</summary>
    public static async Task Begin(BenchCluster cluster)
    {
        await PrebuildsSeed.Push(cluster, new PoolSet("endless", 1, 1));
        var began = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await cluster.Database.Column<long>("select count(*) from build where status = 1") is not [1])
        {
            if (Stopwatch.GetElapsedTime(began) > Limit)
            {
                throw new InvalidOperationException("No worker took up the build that keeps workers busy.");
            }

            await look.WaitForNextTickAsync();
        }
    }
}
