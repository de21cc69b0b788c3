using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;

namespace Prebuilds.Client.Hosting.Discovery;

/// <summary>
/// Where Orleans' client finds gateways: those that the options name, or those that the database lists.
/// </summary>
internal static class Gateways
{
    /// <summary>PostgreSQL's driver, by the name that Orleans knows it by.</summary>
    private const string Provider = "Npgsql";

    /// <summary>How late a client learns of silos that came or went.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    /// <summary>Adds the one that the options choose, once they are known.</summary>
    public static void AddGateways(this IClientBuilder client)
    {
        client.Services.AddSingleton(provider => new FirstGateways(
            Of(provider, provider.GetRequiredService<IOptions<PrebuildsClientOptions>>().Value)));
        client.Services.AddSingleton<IGatewayListProvider>(provider => provider.GetRequiredService<FirstGateways>());
        client.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = Refresh);
    }

    private static IGatewayListProvider Of(IServiceProvider services, PrebuildsClientOptions options) =>
        options.ReadsDatabase
            ? ActivatorUtilities.CreateInstance<AdoNetGatewayListProvider>(services, Listed(options))
            : ActivatorUtilities.CreateInstance<StaticGatewayListProvider>(services, Named(options));

    private static IOptions<AdoNetClusteringClientOptions> Listed(PrebuildsClientOptions options) =>
        Options.Create(new AdoNetClusteringClientOptions
        {
            Invariant = Provider,
            ConnectionString = options.ConnectionString,
        });

    private static IOptions<StaticGatewayListProviderOptions> Named(PrebuildsClientOptions options) =>
        Options.Create(new StaticGatewayListProviderOptions
        {
            Gateways =
            [
                .. GatewayAddress.Of(options)
                    .SelectMany(gateway => gateway.Resolve())
                    .Select(address => address.ToGatewayUri()),
            ],
        });
}
