using Prebuilds.Grains.Hosting;

namespace Prebuilds.Silo.Configuration;

/// <summary>What the host itself needs to know (section <c>Prebuilds</c>).</summary>
public sealed class SiloOptions
{
    /// <summary>
    /// How silos find each other (<c>Clustering</c>). Default <see cref="ClusteringKind.Localhost"/>.
    /// </summary>
    public ClusteringKind Clustering { get; set; } = ClusteringKind.Localhost;

    /// <summary>
    /// The folder for the SQLite file and the workspaces (<c>DataDirectory</c>); made when it is missing. Default:
    /// <c>data</c> in the current directory in Development, else <c>/var/lib/prebuilds</c>.
    /// </summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>The port on which silos talk to each other (<c>SiloPort</c>). Default 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port on which Orleans clients talk to the silo (<c>GatewayPort</c>). Default 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// The IP address of this machine at which the silo listens, and the others and clients find it
    /// (<c>AdvertisedAddress</c>). Default 127.0.0.1: then only from this machine.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>What this silo does in its cluster (<c>Roles</c>). Default <see cref="SiloRoles.All"/>.</summary>
    public SiloRoles Roles { get; set; } = SiloRoles.All;

    /// <summary>
    /// The name that all silos and clients of one cluster share (<c>ClusterId</c>). Default <c>prebuilds</c>.
    /// </summary>
    public string ClusterId { get; set; } = "prebuilds";

    /// <summary>
    /// The name that stays the same over all clusters of one service (<c>ServiceId</c>). Default <c>prebuilds</c>.
    /// </summary>
    public string ServiceId { get; set; } = "prebuilds";
}
