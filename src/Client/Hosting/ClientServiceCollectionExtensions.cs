using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Prebuilds.Client.Hosting.Discovery;

namespace Prebuilds.Client.Hosting;

/// <summary>Adds the client to a program.</summary>
public static class ClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="PrebuildsClient"/>, configured from the section <c>Prebuilds</c>; it connects when the host
    /// starts.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="configure">Has the last word about the options.</param>
    /// <exception cref="InvalidOperationException">The program already has an Orleans client or silo.</exception>
    public static IHostApplicationBuilder AddPrebuildsClient(
        this IHostApplicationBuilder builder, Action<PrebuildsClientOptions>? configure = null)
    {
        builder.Services.AddPrebuildsClient(builder.Configuration, configure);
        return builder;
    }

    /// <summary>
    /// Adds <see cref="PrebuildsClient"/>, configured from the section <c>Prebuilds</c>. It connects when the host
    /// starts, which fails with an <see cref="OptionsValidationException"/> that lists everything that is wrong with
    /// the options, or with a <see cref="GatewayUnreachableException"/> when no silo answers within the start timeout.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="configure">Has the last word about the options.</param>
    /// <exception cref="InvalidOperationException">The program already has an Orleans client or silo.</exception>
    public static IServiceCollection AddPrebuildsClient(
        this IServiceCollection services,
        IConfiguration configuration,
        Action<PrebuildsClientOptions>? configure = null)
    {
        if (services.Any(service => service.ServiceType == typeof(IClusterClient)))
        {
            throw new InvalidOperationException(
                "This program already has an Orleans client or silo, and a program has one. Register a PrebuildsClient "
                + "over its IGrainFactory instead of calling AddPrebuildsClient.");
        }

        services.AddSingleton<IConfigureOptions<PrebuildsClientOptions>>(
            new PrebuildsClientConfiguration(configuration));
        services.AddSingleton<IValidateOptions<PrebuildsClientOptions>, PrebuildsClientOptionsValidator>();
        services.AddOptions<PrebuildsClientOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddCluster();
        services.TryAddSingleton(provider => new PrebuildsClient(
            provider.GetRequiredService<IClusterClient>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void AddCluster(this IServiceCollection services)
    {
        var own = services.Where(service => service.ServiceType == typeof(IHostedService)).ToHashSet();
        services.AddOrleansClient(new ConfigurationBuilder().Build(), client => client.AddGateways());
        services.AddOptions<ClusterOptions>().Configure<IOptions<PrebuildsClientOptions>>((cluster, options) =>
        {
            cluster.ClusterId = options.Value.ClusterId;
            cluster.ServiceId = options.Value.ServiceId;
        });

        // Orleans starts its client without a time limit; ClusterStart starts it with one.
        foreach (var start in services.Where(s => s.ServiceType == typeof(IHostedService) && !own.Contains(s)).ToList())
        {
            services.Remove(start);
        }

        services.AddHostedService<ClusterStart>();
    }
}
