using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prebuilds.Grains.Orchestration;

/// <summary>
/// Keeps the one orchestrator alive: every silo calls it once a second, so it is activated again on a living silo soon
/// after its own is lost, and also when the whole cluster was down.
/// </summary>
/// <param name="grains">Finds the orchestrator.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class OrchestratorKeeper(
    IGrainFactory grains, TimeProvider clock, ILogger<OrchestratorKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls once a second until the silo stops.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await grains.Orchestrator().KeepAlive();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Between the loss of its silo and its new activation the call fails; the next second tries again.
                LogUnreachable(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The orchestrator does not answer; asking again in a second")]
    private partial void LogUnreachable(Exception error);
}
