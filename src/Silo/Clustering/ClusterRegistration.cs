using System.Net;
using Orleans.Configuration;
using Prebuilds.Silo.Configuration;
using Prebuilds.Storage;
using SiloOptions = Prebuilds.Silo.Configuration.SiloOptions;

namespace Prebuilds.Silo.Clustering;

/// <summary>How this silo joins its cluster.</summary>
internal static class ClusterRegistration
{
    /// <summary>The store's driver, by the name that Orleans knows it by; the store brings it along.</summary>
    private const string Provider = "Npgsql";

    /// <summary>
    /// Adds the silo: alone on this machine's loopback address, or as a member of the list in the database.
    /// </summary>
    public static void AddPrebuildsCluster(this WebApplicationBuilder builder, PrebuildsSettings settings)
    {
        var silo = settings.Apply(new SiloOptions());
        if (silo.Clustering == ClusteringKind.Localhost)
        {
            builder.UseOrleans(orleans => orleans.UseLocalhostClustering(
                silo.SiloPort, silo.GatewayPort, primarySiloEndpoint: null, silo.ServiceId, silo.ClusterId));
            return;
        }

        var connectionString = builder.Configuration.GetPrebuildsConnectionString();
        builder.UseOrleans(orleans => orleans
            .UseAdoNetClustering(table =>
            {
                table.Invariant = Provider;
                table.ConnectionString = connectionString;
            })
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = silo.ClusterId;
                cluster.ServiceId = silo.ServiceId;
            })
            .Configure<EndpointOptions>(endpoints =>
            {
                // It listens where it says it is, and nowhere else: nothing there asks who calls.
                endpoints.AdvertisedIPAddress = IPAddress.Parse(silo.AdvertisedAddress);
                endpoints.SiloPort = silo.SiloPort;
                endpoints.GatewayPort = silo.GatewayPort;
            })
            .AddFailureDetector()
            .AddGrainDirectory());
        builder.Services.AddSingleton<IFatalErrorHandler, Expulsion>();
        builder.Services.AddHostedService<GivenUpSilos>();
        builder.Services.AddSingleton(services => Incarnation(services.GetRequiredService<ILocalSiloDetails>()));
    }

    private static SiloIncarnation Incarnation(ILocalSiloDetails silo) => new(
        silo.ClusterId,
        silo.SiloAddress.Endpoint.Address.ToString(),
        silo.SiloAddress.Endpoint.Port,
        silo.SiloAddress.Generation);
}
