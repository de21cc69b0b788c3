using Prebuilds.Simulation.Tests.Silos;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>Crashes, standstills and outages, whenever chance wants them.</summary>
internal sealed class Faults(World world, TimeProvider clock)
{
    private readonly TimeSpan _pace = world.Time.Milliseconds(1_000, 8_000);

    /// <summary>Lets things go wrong until faults cease.</summary>
    public async Task Run()
    {
        while (true)
        {
            await Task.Delay(world.Time.Between(TimeSpan.Zero, 2 * _pace), clock);
            if (world.Misfortune.IsOver)
            {
                return;
            }

            Strike(world.Time.Chance.Next(5));
        }
    }

    /// <summary>Everything works again.</summary>
    public void Mend()
    {
        world.Misfortune.StoreIsAway = false;
        world.Misfortune.StoreIsSlow = false;
        foreach (var silo in world.Cluster.Silos)
        {
            silo.Process.Thaw();
        }

        while (world.Cluster.Silos.Count < 2)
        {
            world.Cluster.Start();
        }
    }

    private void Strike(int choice)
    {
        switch (choice)
        {
            case 0 when world.Misfortune.Crashes && AnySilo() is { } silo:
                world.Cluster.Kill(silo);
                Later(0, 5_000, world.Cluster.Start);
                break;
            case 1 when world.Misfortune.Freezes && AnySilo() is { } silo:
                world.Trace.Note(world.Time.Elapsed, "freezes", default, silo.Name);
                silo.Process.Freeze();
                Later(500, 12_000, silo.Process.Thaw);
                break;
            case 2 when world.Misfortune.Outages:
                world.Trace.Note(world.Time.Elapsed, "store goes");
                world.Misfortune.StoreIsAway = true;
                Later(200, 8_000, () => world.Misfortune.StoreIsAway = false);
                break;
            case 3 when world.Misfortune.Slowness:
                world.Trace.Note(world.Time.Elapsed, "store is slow");
                world.Misfortune.StoreIsSlow = true;
                Later(200, 8_000, () => world.Misfortune.StoreIsSlow = false);
                break;
            case 4 when world.Misfortune.Crashes && AnySilo() is { } silo:
                Stop(silo);
                break;
        }
    }

    /// <summary>As a rolling restart does it: a new silo comes, the old one hands over and goes.</summary>
    private void Stop(SimulatedSilo silo)
    {
        world.Trace.Note(world.Time.Elapsed, "stops", default, silo.Name);
        silo.Stop();
        Later(0, 1_000, world.Cluster.Start);
        Later(100, 1_000, () => world.Cluster.Empty(silo));
        Later(3_000, 8_000, () =>
        {
            if (!silo.Process.IsDead)
            {
                world.Cluster.Kill(silo);
            }
        });
    }

    private SimulatedSilo? AnySilo()
    {
        var awake = world.Cluster.Silos.Where(silo => !silo.Process.IsFrozen).ToList();
        return awake.Count == 0 ? null : awake[world.Time.Chance.Next(awake.Count)];
    }

    /// <summary>Comes about even when it is due after faults have ceased: a silo that stops must stop.</summary>
    private void Later(int least, int most, Action action) =>
        world.Time.After(world.Time.Milliseconds(least, most), action);
}
