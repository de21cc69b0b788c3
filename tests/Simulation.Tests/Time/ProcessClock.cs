namespace Prebuilds.Simulation.Tests.Time;

/// <summary>A process' clock. Its timers fire in a turn of their own, and stand still with the process.</summary>
internal sealed class ProcessClock(Process process) : TimeProvider
{
    private readonly Actor _timers = process.NewActor();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => process.Time.Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => process.Time.Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(process, _timers, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(Process process, Actor actor, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // A dead process' timers are disposed of by finalizers, on a thread of their own: they touch nothing.
            if (!process.IsDead)
            {
                _setting++;
                Set(_setting, dueTime, period);
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(int setting, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                process.Time.After(dueTime, () => process.Do(() => actor.Do(() => Fire(setting, period))));
            }
        }

        private void Fire(int setting, TimeSpan period)
        {
            if (setting != _setting)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                Set(setting, period, period);
            }

            callback(state);
        }
    }
}
