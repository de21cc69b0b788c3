using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Simulation.Tests.Judges;
using Prebuilds.Simulation.Tests.Platforms;
using Prebuilds.Simulation.Tests.Silos;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Storage;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>A whole installation in one thread, out of one seed.</summary>
internal sealed class World
{
    private const int MaxSteps = 400_000;

    private readonly ILoggerFactory _logs;

    /// <summary>Draws a world.</summary>
    /// <param name="seed">Says all that will happen.</param>
    /// <param name="asText">Whether the trace is kept as text, with what is logged.</param>
    /// <param name="worsen">Puts something wrong before the store; null: nothing.</param>
    public World(int seed, bool asText = false, Func<IPrebuildStore, IPrebuildStore>? worsen = null)
    {
        Seed = seed;
        Time = new VirtualTime(seed);
        Trace = new Trace(asText);
        Misfortune = new Misfortune(Time);
        Platform = new Platform(Time, Misfortune, Trace);
        Ledger = new ClaimLedger(Verdict);
        var kept = new InMemoryStore();
        Store = new JudgedStore(
            worsen?.Invoke(kept) ?? kept, Time, Platform, Ledger, Verdict, Trace, Options.FailurePolicy);
        Cluster = new Cluster(this);
        _logs = asText ? new TraceLogs(this) : NullLoggerFactory.Instance;
    }

    /// <summary>The instruments; nobody reads them here.</summary>
    public static PrebuildsMetrics Metrics { get; } =
        ActivatorUtilities.CreateInstance<PrebuildsMetrics>(
            new ServiceCollection().AddMetrics().BuildServiceProvider());

    public int Seed { get; }

    public VirtualTime Time { get; }

    public Trace Trace { get; }

    public Misfortune Misfortune { get; }

    public Platform Platform { get; }

    public Verdict Verdict { get; } = new();

    public ClaimLedger Ledger { get; }

    /// <summary>
    /// The store itself, which nobody but the judges and the end of the story calls without the network's faults.
    /// </summary>
    public JudgedStore Store { get; }

    public Cluster Cluster { get; }

    /// <summary>What the operator configured: everything short, so that much happens in a minute.</summary>
    public GrainsOptions Options { get; } = new()
    {
        ReconciliationInterval = TimeSpan.FromSeconds(2),
        BackoffInterval = TimeSpan.FromSeconds(1),
        MaxConcurrentBuilds = 3,
        BuildTimeLimit = TimeSpan.FromSeconds(6),
        LeaseDuration = TimeSpan.FromSeconds(3),
    };

    /// <summary>An id that follows from the seed.</summary>
    public Guid NewId(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Time.Chance.NextBytes(bytes);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
        {
            bytes[i] = (byte)milliseconds;
        }

        return new Guid(bytes, bigEndian: true);
    }

    public ILogger<T> Logger<T>() => _logs.CreateLogger<T>();

    /// <summary>Lets it all happen, up to the first broken promise.</summary>
    public void Run()
    {
        var outer = SynchronizationContext.Current;
        try
        {
            var story = new Story(this);
            story.Begin();
            while (!story.HasEnded && Verdict.Broken is null)
            {
                Verdict.Demand(Time.Step(), () => "nothing will ever happen again, and the story has not ended");
                Verdict.Demand(
                    Time.Steps < MaxSteps, () => $"more than {MaxSteps} steps: something never comes to rest");
            }
        }
        catch (Exception error)
        {
            Verdict.Demand(false, () => $"something threw what nobody expected: {error}");
        }
        finally
        {
            Cluster.Silos.ToList().ForEach(silo => silo.Process.Die());
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
