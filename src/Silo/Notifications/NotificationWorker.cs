namespace Prebuilds.Silo.Notifications;

/// <summary>Runs a courier for each sink until the silo stops.</summary>
internal sealed partial class NotificationWorker(
    INotificationSink[] sinks, CourierServices services, ILogger<NotificationWorker> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(sinks.Select(sink => Run(sink, stoppingToken)));

    private async Task Run(INotificationSink sink, CancellationToken stop)
    {
        var courier = new Courier(sink, services);
        while (!stop.IsCancellationRequested)
        {
            var rest = PauseAfterFailure;
            try
            {
                rest = await courier.Step(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The silo stops.
            }
            catch (Exception error)
            {
                // It outlives an outage of the database.
                courier.Forget();
                LogStepFailed(sink.Name, error);
            }

            await Task.Delay(rest, services.Clock, stop).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await Release(courier, sink);
    }

    private async Task Release(Courier courier, INotificationSink sink)
    {
        try
        {
            await courier.Release();
        }
        catch (Exception error)
        {
            // The lease runs out by itself.
            LogStepFailed(sink.Name, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling {Sink} failed; going on in a moment")]
    private partial void LogStepFailed(string sink, Exception error);
}
