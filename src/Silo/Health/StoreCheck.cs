using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prebuilds.Storage;

namespace Prebuilds.Silo.Health;

/// <summary>Whether the store answers within <see cref="Limit"/>.</summary>
internal sealed partial class StoreCheck(
    IPrebuildStore store, TimeProvider clock, ILogger<StoreCheck> logger) : IHealthCheck
{
    /// <summary>The longest that an answer may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var asked = clock.GetTimestamp();
        try
        {
            await store.Ping(stop.Token).WaitAsync(stop.Token);
            return HealthCheckResult.Healthy(
                $"The store answered in {clock.GetElapsedTime(asked).TotalMilliseconds:0} ms.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The store did not answer within {Limit.TotalSeconds:0} s.");
        }
        catch (StorageException refusal)
        {
            LogStoreRefused(refusal);
            return HealthCheckResult.Unhealthy(refusal.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store refused a health check")]
    private partial void LogStoreRefused(Exception refusal);
}
