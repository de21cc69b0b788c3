namespace Prebuilds.Bench.Claims;

/// <summary>What a run of callers came to.</summary>
internal sealed class LoadResult
{
    private readonly TimeSpan[] _latencies;

    /// <param name="took">The whole run.</param>
    /// <param name="latencies">Each call's.</param>
    public LoadResult(TimeSpan took, TimeSpan[] latencies)
    {
        Array.Sort(latencies);
        _latencies = latencies;
        PerSecond = latencies.Length / took.TotalSeconds;
    }

    /// <summary>Calls answered per second.</summary>
    public double PerSecond { get; }

    /// <summary>Half of all calls took at most so many milliseconds.</summary>
    public double P50 => Quantile(0.50);

    /// <summary>99 of 100 calls took at most so many milliseconds.</summary>
    public double P99 => Quantile(0.99);

    private double Quantile(double share) =>
        _latencies[(int)Math.Ceiling(share * _latencies.Length) - 1].TotalMilliseconds;
}
