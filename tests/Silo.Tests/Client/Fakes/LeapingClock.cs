using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>A clock on which every wait is over at once: time leaps to its end. The waits are noted.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = A.Noon;

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Is told how many waits there were, with each of them.</summary>
    public Action<int>? OnWait { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Pass(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        int waits;
        lock (_lock)
        {
            Waits.Add(dueTime);
            waits = Waits.Count;
        }

        Pass(dueTime);
        OnWait?.Invoke(waits);
        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // It has fired already.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
