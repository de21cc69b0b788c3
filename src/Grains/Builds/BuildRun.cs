using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Builds.Withdrawals;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// One lease, from its start to its result: holds the lease with a heartbeat, limits the time, lets the provisioner
/// work, keeps what that replaces, writes what came of it, and nudges the preset's grain.
/// </summary>
/// <param name="store">Keeps builds.</param>
/// <param name="step">Lets the provisioner work.</param>
/// <param name="grains">Finds the preset's grain.</param>
/// <param name="underWay">What the silo's worker has under way.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where builds report.</param>
public sealed partial class BuildRun(
    IPrebuildStore store,
    BuildStep step,
    IGrainFactory grains,
    BuildsUnderWay underWay,
    PrebuildsMetrics metrics,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    ILogger<BuildRun> logger)
{
    private static readonly TimeSpan FinishPause = TimeSpan.FromSeconds(1);

    /// <summary>Runs the lease to its result.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="until">When the lease runs out unless it is renewed.</param>
    /// <param name="stop">The silo stops: the build is given back.</param>
    public async Task Run(BuildLease lease, DateTimeOffset until, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        if (!lease.Probing)
        {
            LogStarted(lease.Build.Kind, lease.Workspace.Name, lease.Preset, lease.Build.Attempt);
            _ = Nudge(lease.Build);
        }

        await using var hold = new LeaseHold(store, lease, until, options.Value.LeaseDuration, clock, logger);
        if (await Finish(lease, await Work(lease, hold, stop), hold) is not { } result)
        {
            LogLeaseLost(lease.Build.Id, lease.Workspace.Name);
            return;
        }

        if (result is not BuildResult.NotReady || !lease.Probing)
        {
            var outcome = result.GetType().Name;
            var took = clock.GetElapsedTime(started);
            LogEnded(lease.Build.Kind, lease.Workspace.Name, lease.Preset, outcome, took);
            metrics.Built(lease.Preset, lease.Build.Kind.ToString(), outcome, took);
            await NudgeAsStored(lease.Build);
        }
    }

    private async Task<BuildResult> Work(BuildLease lease, LeaseHold hold, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(step.LimitOf(lease), clock);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token, hold.Lost);
        underWay.Enter(lease.Workspace.Id, hold);
        try
        {
            return await step.Run(
                lease, (replacements, stopped) => TrackResourceReplacement(lease, replacements, stopped), work.Token);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            // A build that is given back under a lease that is not ours any more is refused by the store.
            return stop.IsCancellationRequested || hold.Lost.IsCancellationRequested
                ? new BuildResult.Returned()
                : step.TimedOut(lease);
        }
        finally
        {
            underWay.Leave(hold);
        }
    }

    /// <summary>Keeps what the hand-over is about to replace, and tells what is new of it.</summary>
    /// <returns>False: the lease is lost, and nothing may be replaced.</returns>
    private async Task<bool> TrackResourceReplacement(
        BuildLease lease, ImmutableArray<ResourceReplacement> replacements, CancellationToken stop)
    {
        var build = lease.Build.Id;
        if (await store.BeginReplacing(build, lease.Lease, replacements, clock.Now(), stop) is not { } news)
        {
            return false;
        }

        if (!news.IsEmpty)
        {
            metrics.Replaced(lease.Preset, news.Length);
            LogReplacing(lease.Preset, lease.Workspace.Name, build, ResourceReplacement.Tell(news));
        }

        return true;
    }

    /// <summary>
    /// Writes the result as long as the lease holds: minutes of work are not lost to a moment's outage of the store.
    /// </summary>
    /// <returns>
    /// What was written, which is a failure when secrets of the result could not be sealed; null: the lease is lost.
    /// </returns>
    private async Task<BuildResult?> Finish(BuildLease lease, BuildResult result, LeaseHold hold)
    {
        while (true)
        {
            try
            {
                return await store.FinishBuild(lease.Build.Id, lease.Lease, result, clock.Now(), CancellationToken.None)
                    ? result
                    : null;
            }
            catch (SealException error) when (!hold.Lost.IsCancellationRequested && result is not BuildResult.Failed)
            {
                result = step.AfterFailure(lease, error);
            }
            catch (Exception error) when (!hold.Lost.IsCancellationRequested)
            {
                LogFinishFailed(lease.Build.Id, error);
                await Task.Delay(FinishPause, clock, hold.Lost).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private async Task NudgeAsStored(Build build)
    {
        try
        {
            await Nudge(await store.ReadBuild(build.Id, CancellationToken.None) ?? build);
        }
        catch (Exception error)
        {
            // A nudge may be lost: the next tick carries every build that is not applied.
            LogNudgeLost(build.Id, error);
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

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Preset}: {Kind} of {Workspace} started, attempt {Attempt}")]
    private partial void LogStarted(BuildKind kind, string workspace, PresetName preset, int attempt);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Preset}: {Kind} of {Workspace} ended as {Result} after {Took}")]
    private partial void LogEnded(BuildKind kind, string workspace, PresetName preset, string result, TimeSpan took);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Preset}: the hand-over of {Workspace} in build {BuildId} destroys what was prebuilt of "
            + "{Replacements}")]
    private partial void LogReplacing(PresetName preset, string workspace, BuildId buildId, string replacements);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The lease of build {BuildId} of {Workspace} is lost; what this worker did does not count")]
    private partial void LogLeaseLost(BuildId buildId, string workspace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of build {BuildId} could not be written yet")]
    private partial void LogFinishFailed(BuildId buildId, Exception error);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "The preset was not told of build {BuildId}; the next tick tells it")]
    private partial void LogNudgeLost(BuildId buildId, Exception error);
}
