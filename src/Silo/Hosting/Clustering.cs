using Prebuilds.Silo.Configuration;

namespace Prebuilds.Silo.Hosting;

/// <summary>How this silo joins its cluster.</summary>
internal static class Clustering
{
    /// <summary>Adds the silo: alone, on this machine's loopback address.</summary>
    public static void AddPrebuildsCluster(this WebApplicationBuilder builder, PrebuildsSettings settings)
    {
        var silo = settings.Apply(new SiloOptions());
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(
            silo.SiloPort, silo.GatewayPort, primarySiloEndpoint: null, silo.ServiceId, silo.ClusterId));
    }
}
