namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>When callers come who do not wait for each other: a pure sequence of instants that never ends.</summary>
internal abstract class ArrivalProcess
{
    /// <summary>The next arrival, in seconds after the start; never before the one before.</summary>
    public abstract double Next();
}
