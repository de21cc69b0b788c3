using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Prebuilds.Silo.Health;

/// <summary>How a health report reads: <c>{"healthy":true,"checks":{"store":{"healthy":true,"why":"…"}}}</c>.</summary>
internal static class HealthJson
{
    /// <summary>Writes the report.</summary>
    public static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            healthy = report.Status == HealthStatus.Healthy,
            checks = report.Entries.ToDictionary(
                check => check.Key,
                check => new { healthy = check.Value.Status == HealthStatus.Healthy, why = check.Value.Description }),
        },
        context.RequestAborted);
}
