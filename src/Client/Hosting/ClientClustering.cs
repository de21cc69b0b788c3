namespace Prebuilds.Client.Hosting;

/// <summary>How the silos find each other, and so how a client finds one of them.</summary>
public enum ClientClustering
{
    /// <summary>One silo on this machine: its gateway is at the loopback address.</summary>
    Localhost,

    /// <summary>
    /// Silos listed in a PostgreSQL database, which the client reads, also while it runs; unless it is given gateways.
    /// </summary>
    Postgres,
}
