using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Presets;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// One lease, from its start to its result: holds the lease with a heartbeat, limits the time, lets the provisioner work, writes
/// what came of it, and nudges the preset's grain.
/// </summary>
/// <param name="store">Keeps builds.</param>
/// <param name="step">Lets the provisioner work.</param>
/// <param name="grains">Finds the preset's grain.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where builds report.</param>
public sealed partial class BuildRun(
    IPrebuildStore store,
    BuildStep step,
    IGrainFactory grains,
    PrebuildsMetrics metrics,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    ILogger<BuildRun> logger)
{
    /// <summary>Runs the lease to its result.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="stop">The silo stops: the build is given back.</param>
    public async Task Run(BuildLease lease, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        if (!lease.Probing)
        {
            LogStarted(lease.Build.Kind, lease.Workspace.Name, lease.Preset, lease.Build.Attempt);
            _ = Nudge(lease.Build);
        }

        using var limit = new CancellationTokenSource(options.Value.BuildTimeLimit, clock);
        using var lost = new CancellationTokenSource();
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token, lost.Token);
        using var done = new CancellationTokenSource();
#pragma warning disable CA2025 // The heartbeat is awaited before its sources are disposed.
        var heartbeat = Hold(lease, lost, done.Token);
#pragma warning restore CA2025
        BuildResult? result;
        try
        {
            result = await step.Run(lease, work.Token);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            result = lost.IsCancellationRequested ? null : stop.IsCancellationRequested ? new BuildResult.Returned() : step.TimedOut(lease);
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
        }

        await Finish(lease, result, clock.GetElapsedTime(started));
    }

    private async Task Finish(BuildLease lease, BuildResult? result, TimeSpan took)
    {
        var written = result is not null
            && await store.FinishBuild(lease.Build.Id, lease.Lease, result, clock.Now(), CancellationToken.None);
        if (!written)
        {
            LogLeaseLost(lease.Build.Id, lease.Workspace.Name);
            return;
        }

        if (result is not BuildResult.NotReady || !lease.Probing)
        {
            var outcome = result!.GetType().Name;
            LogEnded(lease.Build.Kind, lease.Workspace.Name, lease.Preset, outcome, took);
            metrics.Built(lease.Preset, lease.Build.Kind.ToString(), outcome, took);
            if (await store.ReadBuild(lease.Build.Id, CancellationToken.None) is { } build)
            {
                await Nudge(build);
            }
        }
    }

    /// <summary>Renews the lease until the build is done; a lease that is lost, or cannot be renewed before it runs out, ends the build.</summary>
    private async Task Hold(BuildLease lease, CancellationTokenSource lost, CancellationToken done)
    {
        var duration = options.Value.LeaseDuration;
        using var timer = new PeriodicTimer(duration / 3, clock);
        var until = clock.Now() + duration;
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var next = clock.Now() + duration;
                var held = await TryRenew(lease, next, done);
                until = held is true ? next : until;
                if (held is false || clock.Now() >= until - (duration / 6))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The build is done: its result is written under the lease that still holds.
        }
    }

    private async Task<bool?> TryRenew(BuildLease lease, DateTimeOffset until, CancellationToken done)
    {
        try
        {
            return await store.RenewLease(lease.Build.Id, lease.Lease, until, done);
        }
        catch (Exception error) when (!done.IsCancellationRequested)
        {
            // The store may be back before the lease runs out.
            LogRenewalFailed(lease.Build.Id, error);
            return null;
        }
    }

    private async Task Nudge(Build build)
    {
        try
        {
            await grains.Preset(build.Preset).BuildChanged(build);
        }
        catch (Exception error)
        {
            // A nudge may be lost: the next tick carries every build that is not applied.
            LogNudgeLost(build.Id, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Preset}: {Kind} of {Workspace} started, attempt {Attempt}")]
    private partial void LogStarted(BuildKind kind, string workspace, PresetName preset, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Preset}: {Kind} of {Workspace} ended as {Result} after {Took}")]
    private partial void LogEnded(BuildKind kind, string workspace, PresetName preset, string result, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of build {BuildId} of {Workspace} is lost; what this worker did does not count")]
    private partial void LogLeaseLost(BuildId buildId, string workspace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of build {BuildId} could not be renewed yet")]
    private partial void LogRenewalFailed(BuildId buildId, Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The preset was not told of build {BuildId}; the next tick tells it")]
    private partial void LogNudgeLost(BuildId buildId, Exception error);
}
