using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.LoadTests.Loops;

/// <summary>Who claims when.</summary>
/// <param name="settings">How much.</param>
/// <param name="clock">The run's time.</param>
internal abstract class LoadLoop(LoadSettings settings, RunClock clock)
{
    private long _begun;

    /// <summary>What is to be done.</summary>
    protected LoadSettings Settings => settings;

    /// <summary>The run's time.</summary>
    protected RunClock Clock => clock;

    /// <summary>Makes claims until there were enough, and waits for their answers.</summary>
    public abstract Task Run(CancellationToken stop);

    /// <summary>Takes the right to begin one more claim; false: there were enough, or it would be too late.</summary>
    /// <param name="at">When it is to begin, after the start.</param>
    protected bool Begins(TimeSpan at) =>
        !(at > settings.Duration) && !(Interlocked.Increment(ref _begun) > settings.Count);
}
