namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>Arrivals of many at one instant, at equal intervals, the first at once.</summary>
/// <param name="rate">Arrivals per second on average.</param>
/// <param name="size">How many come at once.</param>
internal sealed class BurstArrivals(double rate, int size) : ArrivalProcess
{
    private long _count;

    /// <inheritdoc/>
    public override double Next() => _count++ / size * (size / rate);
}
