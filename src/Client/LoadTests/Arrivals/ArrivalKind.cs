namespace Prebuilds.Client.LoadTests.Arrivals;

/// <summary>How callers are spread over time.</summary>
internal enum ArrivalKind
{
    /// <summary>Independently of each other, as people and scripts are.</summary>
    Poisson,

    /// <summary>At equal intervals.</summary>
    Constant,

    /// <summary>So many at once, then nobody for a while.</summary>
    Burst,

    /// <summary>Ever more, or ever fewer.</summary>
    Ramp,
}
