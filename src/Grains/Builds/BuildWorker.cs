using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// Works on the durable queue: leases what is due while it has room, and runs each lease beside the others. Wakes on a
/// pulse and polls besides, so a lost pulse costs at most a poll; however many pulses come, it spends at most half of
/// its time asking in vain. Some of its room is kept for builds that a person waits for: a hand-over never waits behind
/// a pool's creations.
/// </summary>
/// <param name="store">The queue.</param>
/// <param name="run">Runs one lease.</param>
/// <param name="signal">Wakes it.</param>
/// <param name="machine">Where it works.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="newId">Chooses the ids of leases.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class BuildWorker(
    IPrebuildStore store,
    BuildRun run,
    BuildSignal signal,
    LocalMachine machine,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    NewId newId,
    ILogger<BuildWorker> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// No provisioner takes so long to end what has run into its limit, and no two clocks differ so much.
    /// </summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromMinutes(1);

    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly LeaseLimits _limits = new(
        options.Value.MaxConcurrentTotal, options.Value.MaxConcurrentPerTemplate);
    private int _ofPools;

    /// <summary>Leases and runs until the silo stops; builds that are then under way are given back.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task Work(CancellationToken stop)
    {
        using var poll = clock.CreateTimer(_ => signal.Pulse(), null, PollInterval, PollInterval);
        using var wake = stop.Register(signal.Pulse);
        using var slots = new SemaphoreSlim(options.Value.MaxConcurrentBuilds);
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                // Not cancelled: when the silo stops, what is under way gives itself back, and its slot with it.
                await slots.WaitAsync(CancellationToken.None);
                var (lease, until) = await NextLease(stop);
                running.RemoveWhere(task => task.IsCompleted);
#pragma warning disable CA2025 // Every run is awaited before the slots are disposed.
                running.Add(RunOne(lease, until, slots, stop));
#pragma warning restore CA2025
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo stops: what is under way gives itself back.
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work(stoppingToken);

    private async Task<(BuildLease Lease, DateTimeOffset Until)> NextLease(CancellationToken stop)
    {
        while (true)
        {
            var pulse = signal.Next;
            stop.ThrowIfCancellationRequested();
            var asked = clock.GetTimestamp();
            var until = clock.Now() + options.Value.LeaseDuration;
            if (await TryLease(until, stop) is { } lease)
            {
                return (lease, until);
            }

            await Rest(clock.GetElapsedTime(asked), stop);
            await pulse;
        }
    }

    // While limits are reached, the whole queue is looked through in vain; and busy pools pulse all the time.
    private Task Rest(TimeSpan time, CancellationToken stop) =>
        Task.Delay(time < PollInterval ? time : PollInterval, clock, stop);

    private async Task<BuildLease?> TryLease(DateTimeOffset until, CancellationToken stop)
    {
        var now = clock.Now();
        try
        {
            return await store.LeaseBuild(
                new LeaseRequest(
                    _name, newId(now), now, until, machine.Id, now - options.Value.MachineTimeout)
                {
                    Limits = _limits,
                    OverAt = until + options.Value.BuildTimeLimit + EndingTime,
                    ForPeople = Volatile.Read(ref _ofPools) >= options.Value.MaxConcurrentOfPools,
                },
                stop);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The queue outlives an outage of the database; the next poll asks again.
            LogLeaseFailed(error);
            return null;
        }
    }

    private async Task RunOne(BuildLease lease, DateTimeOffset until, SemaphoreSlim slots, CancellationToken stop)
    {
        var ofPool = lease.Build.Priority != BuildPriority.Person ? 1 : 0;
        Interlocked.Add(ref _ofPools, ofPool);
        try
        {
            await run.Run(lease, until, stop);
        }
        catch (Exception error)
        {
            // The worker outlives any one build: its lease runs out and it is repeated.
            LogRunFailed(lease.Build.Id, lease.Build.Workspace, error);
        }
        finally
        {
            Interlocked.Add(ref _ofPools, -ofPool);
            slots.Release();

            // While only room for people was free, the queue was asked for nothing else.
            signal.Pulse();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asking for a build failed; asking again at the next poll")]
    private partial void LogLeaseFailed(Exception error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Build {BuildId} of workspace {WorkspaceId} broke off; its lease runs out and it is repeated")]
    private partial void LogRunFailed(BuildId buildId, WorkspaceId workspaceId, Exception error);
}
