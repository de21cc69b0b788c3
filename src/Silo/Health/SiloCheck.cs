using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Prebuilds.Silo.Health;

/// <summary>Whether the silo has joined its cluster and does not leave it.</summary>
internal sealed class SiloCheck(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var status = silo.CurrentStatus;
        var why = $"The silo's status in its cluster is {status}.";
        return Task.FromResult(
            status == SiloStatus.Active ? HealthCheckResult.Healthy(why) : HealthCheckResult.Unhealthy(why));
    }
}
