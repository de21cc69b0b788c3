using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Orchestration;

namespace Prebuilds.Client.Calls;

/// <summary>
/// The loop: what <see cref="IOrchestratorGrain"/> promises, repeated when the way to the cluster failed.
/// </summary>
public sealed class LoopCalls
{
    private readonly IOrchestratorGrain _loop;
    private readonly CallRetry _retry;

    internal LoopCalls(IGrainFactory grains, CallRetry retry) => (_loop, _retry) = (grains.Orchestrator(), retry);

    /// <inheritdoc cref="IOrchestratorGrain.Run"/>
    public Task<CommandOutcome> Run(CancellationToken stop = default) => _retry.Run(_loop.Run, stop);

    /// <inheritdoc cref="IOrchestratorGrain.Stop"/>
    public Task<CommandOutcome> Stop(string cause, CancellationToken stop = default) =>
        _retry.Run(() => _loop.Stop(cause), stop);

    /// <inheritdoc cref="IOrchestratorGrain.ReconcileAll"/>
    public Task<PassReport> ReconcileAll(CancellationToken stop = default) => _retry.Run(_loop.ReconcileAll, stop);

    /// <inheritdoc cref="IOrchestratorGrain.Pause"/>
    public Task<CommandOutcome> Pause(CancellationToken stop = default) => _retry.Run(_loop.Pause, stop);

    /// <inheritdoc cref="IOrchestratorGrain.Resume"/>
    public Task<CommandOutcome> Resume(CancellationToken stop = default) => _retry.Run(_loop.Resume, stop);

    /// <inheritdoc cref="IOrchestratorGrain.GetStatus"/>
    public Task<OrchestratorStatus> GetStatus(CancellationToken stop = default) => _retry.Run(_loop.GetStatus, stop);
}
