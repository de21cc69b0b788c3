namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>
/// Arrivals whose rate grows or falls evenly from one to another, and stays there: arrival n comes when the integral of
/// the rate reaches n.
/// </summary>
/// <param name="from">Arrivals per second at the start.</param>
/// <param name="to">Arrivals per second at the end.</param>
/// <param name="seconds">How long the change takes.</param>
internal sealed class RampArrivals(double from, double to, double seconds) : ArrivalProcess
{
    private long _count;

    /// <inheritdoc/>
    public override double Next()
    {
        var (number, during) = (_count++, (from + to) / 2 * seconds);
        if (number >= during)
        {
            return seconds + ((number - during) / to);
        }

        // from t + slope t² / 2 = number, in the form that also holds for a slope of zero.
        var slope = (to - from) / seconds;
        return 2 * number / (from + Math.Sqrt((from * from) + (2 * slope * number)));
    }
}
