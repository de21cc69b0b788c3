using System.Collections.Concurrent;
using Prebuilds.Simulation.Tests.Worlds;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Simulation.Tests;

/// <summary>Worlds full of misfortune, in which every promise must hold after each step.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int TailLines = 60;

    [Fact]
    public void No_world_breaks_a_promise()
    {
        var broken = new ConcurrentBag<int>();
        var steps = 0L;
        var claims = 0;
        Parallel.ForEach(Enumerable.Range(Seeds.First, Seeds.Count).Concat(Seeds.Kept), (seed, loop) =>
        {
            var world = new World(seed);
            world.Run();
            Interlocked.Add(ref steps, world.Time.Steps);
            Interlocked.Add(ref claims, world.Ledger.Granted);
            if (world.Verdict.Broken is not null)
            {
                broken.Add(seed);
                loop.Stop();
            }
        });

        output.WriteLine($"{Seeds.Count} worlds, {steps} steps, {claims} claims granted, "
            + $"{Environment.CpuUsage.TotalTime} of processors");
        Assert.True(broken.IsEmpty, broken.IsEmpty ? "" : Report(broken.Min()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        for (var seed = Seeds.First; seed < Seeds.First + Math.Min(Seeds.Count, 100); seed++)
        {
            var once = new World(seed);
            once.Run();
            var again = new World(seed);
            again.Run();

            Assert.Equal((once.Trace.Hash, once.Time.Steps), (again.Trace.Hash, again.Time.Steps));
        }
    }

    private static string Report(int seed)
    {
        var world = new World(seed, asText: true);
        world.Run();
        return $"""
            {string.Join('\n', world.Trace.Lines.TakeLast(Seeds.Count == 1 ? int.MaxValue : TailLines))}
            Seed {seed}: {world.Verdict.Broken}
            Again: PREBUILDS_SEED={seed} dotnet test tests/Simulation.Tests
            """;
    }
}
