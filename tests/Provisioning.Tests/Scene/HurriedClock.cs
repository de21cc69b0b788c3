namespace Prebuilds.Provisioning.Tests.Scene;

/// <summary>Real time, ten times as fast, for waits of the product that a test would rather not sit through.</summary>
public sealed class HurriedClock : TimeProvider
{
    private const int Speed = 10;

    public override long GetTimestamp() => System.GetTimestamp() * Speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private static TimeSpan Hurried(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Speed;
}
