using Microsoft.Extensions.Time.Testing;

namespace Prebuilds.Provisioning.Tests.Scene;

/// <summary>Real time for short waits; those of a second and more end only when the test says so.</summary>
public sealed class PatientClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _patient = new();

    public void Advance(TimeSpan time) => _patient.Advance(time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        (dueTime < Short ? System : _patient).CreateTimer(callback, state, dueTime, period);
}
