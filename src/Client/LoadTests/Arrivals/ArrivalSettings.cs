using System.Diagnostics;

namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>How claims arrive that do not wait for each other.</summary>
internal sealed record ArrivalSettings
{
    /// <summary>How they are spread.</summary>
    public ArrivalKind Kind { get; init; }

    /// <summary>Claims per second; of a ramp: at its start.</summary>
    public required double Rate { get; init; }

    /// <summary>Of bursts: how many come at once.</summary>
    public int BurstSize { get; init; } = 10;

    /// <summary>Of a ramp: claims per second at its end.</summary>
    public double RampTo { get; init; }

    /// <summary>Of a ramp: how long it takes.</summary>
    public TimeSpan RampTime { get; init; }

    /// <summary>Most claims that are unanswered at the same time; those beyond are counted and not sent.</summary>
    public int MaxInFlight { get; init; } = 1000;

    /// <summary>The arrivals.</summary>
    /// <param name="chance">Draws what is left to chance.</param>
    public ArrivalProcess Process(Chance chance) => Kind switch
    {
        ArrivalKind.Poisson => new PoissonArrivals(Rate, chance),
        ArrivalKind.Constant => new ConstantArrivals(Rate),
        ArrivalKind.Burst => new BurstArrivals(Rate, BurstSize),
        ArrivalKind.Ramp => new RampArrivals(Rate, RampTo, RampTime.TotalSeconds),
        _ => throw new UnreachableException(),
    };
}
