using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Prebuilds.Silo.Health;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds what <c>/health/ready</c> asks.</summary>
    public static void AddPrebuildsHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<SiloCheck>("silo")
        .AddCheck<StoreCheck>("store");

    /// <summary>
    /// Serves <c>/health/live</c>: 200 while the process answers at all; and <c>/health/ready</c>: 200 when every check
    /// is well, else 503. Both answer JSON with each check and why.
    /// </summary>
    public static void MapPrebuildsHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            Predicate = _ => false,
            ResponseWriter = HealthJson.Write,
        });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthJson.Write });
    }
}
