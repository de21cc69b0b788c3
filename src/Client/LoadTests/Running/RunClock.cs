namespace Prebuilds.Client.LoadTests.Running;

/// <summary>Instants of one run: they look like the time of day, and never go back when that is set.</summary>
internal sealed class RunClock(TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>When the run began.</summary>
    public DateTimeOffset Start { get; } = clock.GetUtcNow();

    /// <summary>The clock that waits.</summary>
    public TimeProvider Waiting => clock;

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>Now.</summary>
    public DateTimeOffset Now => Start + Elapsed;
}
