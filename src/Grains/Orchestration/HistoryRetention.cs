using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>
/// Keeps history from growing for ever: builds, logs and claims of workspaces that are gone for 30 days are removed,
/// when the silo starts and once an hour, and then versions and deleted templates that nothing needs any more. Beside
/// the loop, so that no tick waits for it: the first time in a large history takes long.
/// </summary>
/// <param name="store">The truth; it removes in small batches.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where removals are reported.</param>
public sealed partial class HistoryRetention(
    IPrebuildStore store, IOptions<GrainsOptions> options, TimeProvider clock, ILogger<HistoryRetention> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Removes until the silo stops.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                var rows = await store.Prune(clock.Now() - Retention, stoppingToken);
                if (rows > 0)
                {
                    LogPruned(rows, Retention);
                }

                var templates = await store.PruneTemplates(options.Value.KeepVersions, stoppingToken);
                if (templates > 0)
                {
                    LogTemplatesPruned(templates);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // What is left is left to the next hour.
                LogPruneFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Rows} rows of history older than {Retention}")]
    private partial void LogPruned(int rows, TimeSpan retention);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Removed {Rows} template versions and deleted templates that nothing needs any more")]
    private partial void LogTemplatesPruned(int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removing old history failed; trying again in an hour")]
    private partial void LogPruneFailed(Exception error);
}
