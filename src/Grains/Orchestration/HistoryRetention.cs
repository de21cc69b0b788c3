using Microsoft.Extensions.Logging;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>Keeps history from growing for ever: builds, logs and claims of workspaces that are long gone are removed.</summary>
/// <param name="store">The truth.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where removals are reported.</param>
public sealed partial class HistoryRetention(IPrebuildStore store, TimeProvider clock, ILogger<HistoryRetention> logger)
{
    /// <summary>How often to look: once an hour.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Removes what is older than 30 days. The first time in a large history takes long, in small batches.</summary>
    /// <param name="stop">Gives up; the next call goes on.</param>
    public async Task Prune(CancellationToken stop)
    {
        try
        {
            var rows = await store.Prune(clock.Now() - Retention, stop);
            if (rows > 0)
            {
                LogPruned(rows, Retention);
            }
        }
        catch (Exception error)
        {
            // What is left is left to the next hour.
            LogPruneFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Rows} rows of history older than {Retention}")]
    private partial void LogPruned(int rows, TimeSpan retention);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removing old history failed; trying again in an hour")]
    private partial void LogPruneFailed(Exception error);
}
