using Microsoft.Extensions.Logging;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>Keeps history from growing for ever: builds, logs and claims of workspaces that are long gone are removed.</summary>
/// <param name="store">The truth.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where removals are reported.</param>
public sealed partial class HistoryRetention(IPrebuildStore store, TimeProvider clock, ILogger<HistoryRetention> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private DateTimeOffset _prunedAt;

    /// <summary>Removes what is older than 30 days, at most once an hour.</summary>
    /// <param name="stop">Gives up; the next call goes on.</param>
    public async Task PruneWhenDue(CancellationToken stop)
    {
        var now = clock.Now();
        if (now - _prunedAt < Interval)
        {
            return;
        }

        _prunedAt = now;
        var rows = await store.Prune(now - Retention, stop);
        if (rows > 0)
        {
            LogPruned(rows, Retention);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Rows} rows of history older than {Retention}")]
    private partial void LogPruned(int rows, TimeSpan retention);
}
