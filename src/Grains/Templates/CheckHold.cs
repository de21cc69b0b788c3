using Microsoft.Extensions.Logging;
using Prebuilds.Storage;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>
/// Keeps the check of a version with its worker for as long as it takes. When the store cannot be reached it may be
/// taken by another worker: that does no harm, a check makes nothing, and only one of them is written.
/// </summary>
/// <param name="store">Keeps who checks what.</param>
/// <param name="version">The version.</param>
/// <param name="lease">Names the worker's turn.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
internal sealed partial class CheckHold(
    IPrebuildStore store, TemplateVersionId version, Guid lease, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a check stays with a worker that says nothing.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    /// <summary>How often the worker says something.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Checks; the check is cancelled when it is another worker's.</summary>
    /// <param name="check">Checks.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<T> While<T>(Func<CancellationToken, Task<T>> check, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var renewing = Renew(lost.CancelAsync, ended.Token);
        try
        {
            return await check(lost.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    private async Task Renew(Func<Task> lose, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var held = true;
        while (held && !ended.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ended);
                held = await store.RenewCheck(version, lease, clock.Now() + Duration, ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogNotRenewed(version, error);
            }
        }

        if (!held)
        {
            await lose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The check of version {VersionId} could not be renewed")]
    private partial void LogNotRenewed(TemplateVersionId versionId, Exception error);
}
