namespace Prebuilds.Silo.Configuration;

/// <summary>How silos find each other.</summary>
public enum ClusteringKind
{
    /// <summary>One silo, reachable from its own machine only.</summary>
    Localhost,

    /// <summary>Any number of silos, listed in the PostgreSQL database.</summary>
    Postgres,
}
