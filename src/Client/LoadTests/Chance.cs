namespace Prebuilds.Client.LoadTests;

/// <summary>
/// A stream of random numbers that its seed decides, in every version of .NET: SplitMix64. Not for secrets.
/// </summary>
/// <param name="seed">Equal seeds give equal streams.</param>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number in [0, <paramref name="end"/>).</summary>
    public int Next(int end) => (int)(NextDouble() * end);

    /// <summary>Whether something that happens in so many of a hundred cases happens now.</summary>
    public bool Happens(double percent) => NextDouble() * 100 < percent;

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
