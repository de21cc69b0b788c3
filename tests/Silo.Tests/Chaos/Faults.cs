using Prebuilds.Silo.Tests.Cluster;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>
/// Harm to a cluster, drawn from a seed. After each piece of it all silos run again, or are on their way; how long a
/// silo is frozen is drawn as well, so some are given up by the others and some are not.
/// </summary>
/// <param name="cluster">The victim.</param>
/// <param name="promote">Makes another version of every template the active one.</param>
/// <param name="seed">Decides everything.</param>
/// <param name="tell">Where each fault is told.</param>
internal sealed class Faults(SiloCluster cluster, Func<Task> promote, int seed, Action<string> tell)
{
    private readonly Random _chance = new(seed);

    /// <summary>Does harm until the instant has come.</summary>
    public async Task Until(DateTimeOffset end)
    {
        (string Name, Func<Task> Do)[] faults =
        [
            ("a silo is killed", () => Restarted(AnySilo, cluster.Kill)),
            ("a silo is stopped", () => Restarted(AnySilo, cluster.Stop)),
            ("a silo is frozen", () => Frozen(AnySilo, () => Pass(TimeSpan.FromSeconds(12)))),
            ("a silo is killed while another is frozen", KilledWhileFrozen),
            ("all silos are stopped in turn", Rolled),
            ("two silos are killed at once", TwoKilled),
            ("PostgreSQL is restarted", cluster.Server.RestartGracefully),
            ("PostgreSQL crashes", cluster.Server.Restart),
            ("PostgreSQL is frozen", DatabaseFrozen),
            ("all connections are cut", Disconnected),
            ("another version is promoted", promote),
            ("another version is promoted while a silo is frozen", () => Frozen(AnySilo, promote)),
        ];
        while (TimeProvider.System.GetUtcNow() < end)
        {
            var (name, fault) = faults[_chance.Next(faults.Length)];
            tell(name);
            await fault();
            await Heal();
            await Pass(TimeSpan.FromSeconds(4));
        }
    }

    /// <summary>Starts whatever has ended: a silo that was given up by the others ends by itself.</summary>
    public async Task Heal()
    {
        foreach (var silo in Enumerable.Range(0, cluster.Silos.Count))
        {
            if (cluster.Silos[silo].Program.HasExited)
            {
                await cluster.Start(silo);
            }
        }
    }

    private int AnySilo => _chance.Next(cluster.Silos.Count);

    private async Task Restarted(int silo, Func<int, Task> end)
    {
        await end(silo);
        await Pass(TimeSpan.FromSeconds(3));
        await cluster.Start(silo);
    }

    private async Task Frozen(int silo, Func<Task> meanwhile)
    {
        await cluster.Freeze(silo);
        await meanwhile();
        await cluster.Thaw(silo);
    }

    private Task KilledWhileFrozen()
    {
        var frozen = AnySilo;
        return Frozen(frozen, () => Restarted((frozen + 1) % cluster.Silos.Count, cluster.Kill));
    }

    private async Task Rolled()
    {
        foreach (var silo in Enumerable.Range(0, cluster.Silos.Count))
        {
            await cluster.Stop(silo);
            await cluster.Start(silo);
        }
    }

    private async Task TwoKilled()
    {
        var (first, second) = (AnySilo, 0);
        second = (first + 1) % cluster.Silos.Count;
        await Task.WhenAll(cluster.Kill(first), cluster.Kill(second));
        await Task.WhenAll(cluster.Start(first), cluster.Start(second));
    }

    private async Task DatabaseFrozen()
    {
        await cluster.Server.Pause();
        await Pass(TimeSpan.FromSeconds(8));
        await cluster.Server.Resume();
    }

    private Task Disconnected() => cluster.Execute(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        """);

    /// <summary>Chance, not a wait for something.</summary>
    private async Task Pass(TimeSpan most)
    {
        using var timer = new PeriodicTimer(
            TimeSpan.FromMilliseconds(1 + (most.TotalMilliseconds * _chance.NextDouble())));
        await timer.WaitForNextTickAsync(CancellationToken.None);
    }
}
