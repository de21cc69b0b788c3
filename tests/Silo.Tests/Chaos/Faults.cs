using Prebuilds.Silo.Tests.Cluster;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>
/// Harm to a cluster, drawn from a seed: kinds of it are dealt out of a shuffled deck, each once, before any comes
/// again. After each piece of it all silos run again, or are on their way; how long a silo is frozen is drawn as well,
/// so some are given up by the others and some are not.
/// </summary>
/// <param name="cluster">The victim.</param>
/// <param name="promote">Makes another version of every template the active one.</param>
/// <param name="seed">Decides everything.</param>
/// <param name="record">Where each fault is told.</param>
internal sealed class Faults(SiloCluster cluster, Func<Task> promote, int seed, ChaosRecord record)
{
    private const int MaxAttempts = 3;

    private readonly Random _chance = new(seed);
    private readonly SortedDictionary<string, int> _dealt = [];
    private readonly SortedDictionary<string, int> _happened = [];

    /// <summary>How often each kind of harm was dealt.</summary>
    public IReadOnlyDictionary<string, int> Dealt => _dealt;

    /// <summary>How often each kind of harm met who should suffer it alive, and was done.</summary>
    public IReadOnlyDictionary<string, int> Happened => _happened;

    private (string Name, Func<Task<bool>> Do)[] Deck =>
    [
        ("a silo is killed", () => Restarted(AnySilo, cluster.Kill)),
        ("a silo is stopped", () => Restarted(AnySilo, cluster.Stop)),
        ("a silo is frozen", () => Frozen(AnySilo, () => Pass(TimeSpan.FromSeconds(12)))),
        ("a silo is killed while another is frozen", KilledWhileFrozen),
        ("all silos are stopped in turn", Rolled),
        ("two silos are killed at once", TwoKilled),
        ("PostgreSQL is restarted", () => ServerRestarted(cluster.Server.RestartGracefully)),
        ("PostgreSQL crashes", () => ServerRestarted(cluster.Server.Restart)),
        ("PostgreSQL is frozen", DatabaseFrozen),
        ("all connections are cut", Disconnected),
        ("another version is promoted", Promoted),
        ("another version is promoted while a silo is frozen", () => Frozen(AnySilo, promote)),
    ];

    /// <summary>Does harm until the instant has come, or that many decks are dealt out.</summary>
    /// <param name="end">When no more harm begins.</param>
    /// <param name="decks">How many decks at most.</param>
    /// <param name="rest">The longest rest between two pieces.</param>
    public async Task Until(DateTimeOffset end, int decks, TimeSpan rest)
    {
        for (var deck = 0; deck < decks; deck++)
        {
            var cards = Deck;
            _chance.Shuffle(cards);
            foreach (var (name, fault) in cards)
            {
                if (TimeProvider.System.GetUtcNow() >= end)
                {
                    return;
                }

                await Do(name, fault);
                await Pass(rest);
            }
        }
    }

    /// <summary>Does one piece; again when its victim had ended by itself just before.</summary>
    private async Task Do(string name, Func<Task<bool>> fault)
    {
        _dealt[name] = _dealt.GetValueOrDefault(name) + 1;
        var happened = false;
        for (var attempt = 0; !happened && attempt < MaxAttempts; attempt++)
        {
            record.Tell(name);
            happened = await fault();
            await Heal();
        }

        _happened[name] = _happened.GetValueOrDefault(name) + (happened ? 1 : 0);
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

    private bool Runs(int silo) => !cluster.Silos[silo].Program.HasExited;

    private async Task<bool> Restarted(int silo, Func<int, Task> end)
    {
        var runs = Runs(silo);
        await end(silo);
        await Pass(TimeSpan.FromSeconds(3));
        await cluster.Start(silo);
        return runs;
    }

    private async Task<bool> Frozen(int silo, Func<Task> meanwhile)
    {
        var runs = Runs(silo);
        await cluster.Freeze(silo);
        await meanwhile();
        await cluster.Thaw(silo);
        return runs;
    }

    private async Task<bool> KilledWhileFrozen()
    {
        var (frozen, isKilled) = (AnySilo, false);
        var isFrozen = await Frozen(
            frozen,
            async () => isKilled = await Restarted((frozen + 1) % cluster.Silos.Count, cluster.Kill));
        return isFrozen && isKilled;
    }

    private async Task<bool> Rolled()
    {
        var run = true;
        foreach (var silo in Enumerable.Range(0, cluster.Silos.Count))
        {
            run &= Runs(silo);
            await cluster.Stop(silo);
            await cluster.Start(silo);
        }

        return run;
    }

    private async Task<bool> TwoKilled()
    {
        var (first, second) = (AnySilo, 0);
        second = (first + 1) % cluster.Silos.Count;
        var run = Runs(first) && Runs(second);
        await Task.WhenAll(cluster.Kill(first), cluster.Kill(second));
        await Task.WhenAll(cluster.Start(first), cluster.Start(second));
        return run;
    }

    private async Task<bool> ServerRestarted(Func<Task> restart)
    {
        var before = await ServerStart();
        await restart();
        return await ServerStart() > before;
    }

    private async Task<DateTime> ServerStart() =>
        (await cluster.Query("select pg_postmaster_start_time()", row => row.GetDateTime(0))).Single();

    private async Task<bool> DatabaseFrozen()
    {
        await cluster.Server.Pause();
        await Pass(TimeSpan.FromSeconds(8));
        await cluster.Server.Resume();
        return true;
    }

    private async Task<bool> Disconnected()
    {
        var cut = await cluster.Query(
            """
            select pid, pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """,
            row => (Process: row.GetInt32(0), IsCut: row.GetBoolean(1)));
        return cut.Any(it => it.IsCut);
    }

    private async Task<bool> Promoted()
    {
        await promote();
        return true;
    }

    /// <summary>Chance, not a wait for something.</summary>
    private async Task Pass(TimeSpan most)
    {
        using var timer = new PeriodicTimer(
            TimeSpan.FromMilliseconds(1 + (most.TotalMilliseconds * _chance.NextDouble())));
        await timer.WaitForNextTickAsync(CancellationToken.None);
    }
}
