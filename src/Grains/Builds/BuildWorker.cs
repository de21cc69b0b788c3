using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Local;
using Prebuilds.Storage;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// Works on the durable queue: leases what is due while it has room, and runs each lease beside the others. Wakes on a pulse and
/// polls besides, so a lost pulse costs at most a poll.
/// </summary>
/// <param name="store">The queue.</param>
/// <param name="run">Runs one lease.</param>
/// <param name="signal">Wakes it.</param>
/// <param name="machine">Where it works.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class BuildWorker(
    IPrebuildStore store,
    BuildRun run,
    BuildSignal signal,
    LocalMachine machine,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    ILogger<BuildWorker> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Leases and runs until the silo stops; builds that are then under way are given back.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(options.Value.MaxConcurrentBuilds);
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                await slots.WaitAsync(stoppingToken);
                var lease = await NextLease(stoppingToken);
                running.RemoveWhere(task => task.IsCompleted);
#pragma warning disable CA2025 // Every run is awaited before the slots are disposed.
                running.Add(RunOne(lease, slots, stoppingToken));
#pragma warning restore CA2025
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops: what is under way gives itself back.
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<BuildLease> NextLease(CancellationToken stop)
    {
        while (true)
        {
            var pulse = signal.Next;
            if (await TryLease(stop) is { } lease)
            {
                return lease;
            }

            using var poll = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(pulse, Task.Delay(PollInterval, clock, poll.Token));
            await poll.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task<BuildLease?> TryLease(CancellationToken stop)
    {
        var now = clock.Now();
        try
        {
            return await store.LeaseBuild(
                new LeaseRequest(
                    _name,
                    Guid.CreateVersion7(now),
                    now,
                    now + options.Value.LeaseDuration,
                    machine.Id,
                    now - options.Value.MachineTimeout),
                stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The queue outlives an outage of the database; the next poll asks again.
            LogLeaseFailed(error);
            return null;
        }
    }

    private async Task RunOne(BuildLease lease, SemaphoreSlim slots, CancellationToken stop)
    {
        try
        {
            await run.Run(lease, stop);
        }
        catch (Exception error)
        {
            // The worker outlives any one build: its lease runs out and it is repeated.
            LogRunFailed(lease.Build.Id, lease.Build.Workspace, error);
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asking for a build failed; asking again at the next poll")]
    private partial void LogLeaseFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Build {BuildId} of workspace {WorkspaceId} broke off; its lease runs out and it is repeated")]
    private partial void LogRunFailed(BuildId buildId, WorkspaceId workspaceId, Exception error);
}
