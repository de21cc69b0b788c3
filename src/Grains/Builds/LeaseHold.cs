using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// Holds a build's lease with a heartbeat. <see cref="Lost"/> fires as soon as a beat finds that the lease is no longer
/// ours, and a sixth of its duration before it runs out when it cannot be renewed: time enough to end what works under
/// it.
/// </summary>
internal sealed partial class LeaseHold : IAsyncDisposable
{
    private readonly IPrebuildStore _store;
    private readonly BuildLease _lease;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost;
    private readonly PeriodicTimer _timer;
    private readonly BuildSignal _look = new();
    private readonly Task _beating;

    /// <summary>Starts the heartbeat of a lease.</summary>
    /// <param name="store">Where it is renewed.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="until">When it runs out: the time that its answer took to come counts.</param>
    /// <param name="duration">For how long it is renewed each time.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures are reported.</param>
    public LeaseHold(
        IPrebuildStore store,
        BuildLease lease,
        DateTimeOffset until,
        TimeSpan duration,
        TimeProvider clock,
        ILogger logger)
    {
        (_store, _lease, _duration, _clock, _logger) = (store, lease, duration, clock, logger);
        _lost = new CancellationTokenSource(SafeTime(until), clock);
        Lost = _lost.Token;
        _timer = new PeriodicTimer(duration / 3, clock);
        _beating = Beat();
    }

    /// <summary>Fires when what is done under the lease no longer counts.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Lets the heart beat now, because the build may have been withdrawn.</summary>
    public void Look() => _look.Pulse();

    /// <summary>Ends the heartbeat; the lease itself stands until it is ended or runs out.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _beating;
        _lost.Dispose();
    }

    private async Task Beat()
    {
        var (tick, look) = (NextTick(), _look.Next);
        while ((await Task.WhenAny(tick, look) == look || await tick) && !Lost.IsCancellationRequested)
        {
            (tick, look) = (tick.IsCompleted ? NextTick() : tick, _look.Next);
            try
            {
                var until = _clock.Now() + _duration;
                if (!await _store.RenewLease(_lease.Build.Id, _lease.Lease, until, Lost))
                {
                    _lost.CancelAfter(TimeSpan.Zero);
                    return;
                }

                _lost.CancelAfter(SafeTime(until));
            }
            catch (Exception error)
            {
                // The store may be back before the lease runs out; if not, the source fires by itself.
                LogRenewalFailed(_lease.Build.Id, error);
            }
        }
    }

    private Task<bool> NextTick() => _timer.WaitForNextTickAsync().AsTask();

    /// <summary>How long what works under the lease may go on.</summary>
    private TimeSpan SafeTime(DateTimeOffset until)
    {
        var left = until - (_duration / 6) - _clock.Now();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of build {BuildId} could not be renewed yet")]
    private partial void LogRenewalFailed(BuildId buildId, Exception error);
}
