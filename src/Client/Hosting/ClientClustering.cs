namespace Prebuilds.Client.Hosting;

/// <summary>How the silos find each other, and so how a client finds one of them.</summary>
public enum ClientClustering
{
    /// <summary>One silo on this machine: its gateway is at the loopback address.</summary>
    Localhost,

    /// <summary>
    /// Silos listed in a PostgreSQL database, which this client does not read: it must be given their gateways.
    /// </summary>
    Postgres,
}
