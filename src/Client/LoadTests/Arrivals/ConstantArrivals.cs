namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>One arrival after the other at equal intervals, the first at once.</summary>
/// <param name="rate">Arrivals per second.</param>
internal sealed class ConstantArrivals(double rate) : ArrivalProcess
{
    private long _count;

    /// <inheritdoc/>
    public override double Next() => _count++ / rate;
}
