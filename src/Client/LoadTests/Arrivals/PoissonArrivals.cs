namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>Independent arrivals: the gaps between them are exponentially distributed.</summary>
/// <param name="rate">Arrivals per second on average.</param>
/// <param name="chance">Draws the gaps.</param>
internal sealed class PoissonArrivals(double rate, Chance chance) : ArrivalProcess
{
    private double _last;

    /// <inheritdoc/>
    public override double Next() => _last -= Math.Log(1 - chance.NextDouble()) / rate;
}
