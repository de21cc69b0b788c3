namespace Prebuilds.Client.LoadTests.Running;

/// <summary>What ended within one second of a load test.</summary>
internal sealed class LoadSecond
{
    /// <summary>Claims that were granted, now or before.</summary>
    public long Claimed { get; private set; }

    /// <summary>Claims that were told that there is nothing, and deletions.</summary>
    public long Otherwise { get; private set; }

    /// <summary>Claims without an answer.</summary>
    public long Unknown { get; private set; }

    /// <summary>Claims that were due and not sent.</summary>
    public long NotSent { get; set; }

    /// <summary>The longest latency, in microseconds.</summary>
    public long MaxMicroseconds { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(LoadOutcome outcome, long microseconds)
    {
        MaxMicroseconds = Math.Max(MaxMicroseconds, microseconds);
        switch (outcome)
        {
            case LoadOutcome.Claimed or LoadOutcome.Repeated:
                Claimed++;
                break;
            case LoadOutcome.Unknown:
                Unknown++;
                break;
            default:
                Otherwise++;
                break;
        }
    }

    /// <summary>Adds another second to this one.</summary>
    public void Add(LoadSecond other)
    {
        Claimed += other.Claimed;
        Otherwise += other.Otherwise;
        Unknown += other.Unknown;
        NotSent += other.NotSent;
        MaxMicroseconds = Math.Max(MaxMicroseconds, other.MaxMicroseconds);
    }
}
