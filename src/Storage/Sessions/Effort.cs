using System.Data.Common;

namespace Prebuilds.Storage.Sessions;

/// <summary>How hard a piece of work is tried.</summary>
/// <param name="Limit">
/// When the caller is told that nobody knows how it ended. A driver alone keeps no limit: it waits for a frozen
/// server's answer to its cancellation.
/// </param>
/// <param name="MayWork">Whether it is tried again after an error; only ever after one that stored nothing.</param>
internal sealed record Effort(TimeSpan Limit, Func<DbException, bool> MayWork)
{
    // Enough for two that keep running into each other; whoever loses more often than this should say so.
    private const int MaxAttempts = 3;

    /// <summary>Whether it is tried again after this error of this try, counted from 1.</summary>
    public bool Continues(int attempt, DbException error) => attempt < MaxAttempts && MayWork(error);
}
