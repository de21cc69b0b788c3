using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Prebuilds.Grains.Telemetry;

namespace Prebuilds.Silo.Hosting;

/// <summary>What is measured, and where it is read.</summary>
internal static class Telemetry
{
    /// <summary>Collects the meters of the product, of Orleans and of the .NET runtime.</summary>
    public static void AddPrebuildsTelemetry(this IServiceCollection services) =>
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("prebuilds"))
            .WithMetrics(metrics => metrics
                .AddMeter(PrebuildsMetrics.MeterName, "Microsoft.Orleans", "System.Runtime")
                .AddPrometheusExporter());

    /// <summary>Serves <c>/metrics</c> in the format of Prometheus.</summary>
    public static void MapPrebuildsTelemetry(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint("/metrics");
}
