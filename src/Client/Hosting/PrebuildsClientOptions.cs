namespace Prebuilds.Client.Hosting;

/// <summary>
/// Which cluster to ask (section <c>Prebuilds</c>, the same keys as a silo's, and <c>Prebuilds:Client</c>).
/// </summary>
public sealed class PrebuildsClientOptions
{
    /// <summary>The configuration section of the keys.</summary>
    public const string Section = "Prebuilds";

    /// <summary>
    /// How the silos find each other (<c>Clustering</c>). Default <see cref="ClientClustering.Localhost"/>.
    /// </summary>
    public ClientClustering Clustering { get; set; } = ClientClustering.Localhost;

    /// <summary>
    /// The port of the gateway on this machine (<c>GatewayPort</c>), used without <see cref="Gateways"/>. Default
    /// 30000.
    /// </summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// The gateways to try, <c>HOST:PORT</c> joined by commas (<c>Client:Gateways</c>). Default: the one on this
    /// machine, or with <see cref="ClientClustering.Postgres"/> those that the database lists.
    /// </summary>
    public string Gateways { get; set; } = "";

    /// <summary>
    /// The PostgreSQL database that lists the silos (<c>ConnectionStrings:Prebuilds</c>), the same as theirs; used with
    /// <see cref="ClientClustering.Postgres"/> and without <see cref="Gateways"/>.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// The name that all silos and clients of one cluster share (<c>ClusterId</c>). Default <c>prebuilds</c>.
    /// </summary>
    public string ClusterId { get; set; } = "prebuilds";

    /// <summary>
    /// The name that stays the same over all clusters of one service (<c>ServiceId</c>). Default <c>prebuilds</c>.
    /// </summary>
    public string ServiceId { get; set; } = "prebuilds";

    /// <summary>
    /// How long to try to connect, 100 ms to 10 minutes (<c>Client:StartTimeout</c>, as <c>00:00:10</c>). Default 10 s.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the gateways are those that the database lists.</summary>
    internal bool ReadsDatabase => Clustering == ClientClustering.Postgres && Gateways.Length == 0;

    /// <summary>Values of the configuration that could not be read, one sentence each.</summary>
    internal List<string> Unreadable { get; } = [];
}
