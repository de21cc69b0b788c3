using Orleans.Concurrency;

namespace Prebuilds.Grains.Orchestration;

/// <summary>The loop: one per cluster, kept alive by every silo. There is one, at key 0.</summary>
[Alias("prebuilds.IOrchestratorGrain")]
public interface IOrchestratorGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Runs the loop until it is stopped, also after the loss of its silo. Ends an earlier stop; durable.
    /// </summary>
    [Alias("Run")]
    Task<CommandOutcome> Run();

    /// <summary>
    /// Stops the loop for good, until <see cref="Run"/>: waits for the pass in flight, at most 20 seconds. Durable.
    /// Claims are still answered.
    /// </summary>
    /// <param name="cause">Why; it is logged, and shown by <see cref="GetStatus"/>.</param>
    [Alias("Stop")]
    Task<CommandOutcome> Stop(string cause);

    /// <summary>
    /// One pass: takes one global snapshot and has every preset reconciled. A pass in flight is joined.
    /// </summary>
    [Alias("ReconcileAll"), AlwaysInterleave]
    Task<PassReport> ReconcileAll();

    /// <summary>Reconciles nothing until <see cref="Resume"/>; durable. Claims are still answered.</summary>
    [Alias("Pause")]
    Task<CommandOutcome> Pause();

    /// <summary>Ends a pause; durable.</summary>
    [Alias("Resume")]
    Task<CommandOutcome> Resume();

    /// <summary>The loop's settings and its newest pass.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<OrchestratorStatus> GetStatus();

    /// <summary>Keeps the grain active; every silo calls it once a second.</summary>
    [Alias("KeepAlive"), AlwaysInterleave]
    Task KeepAlive();
}
