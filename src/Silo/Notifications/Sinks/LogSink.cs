using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>Tells the log of the silo that works for it, once in the cluster.</summary>
internal sealed partial class LogSink(ILogger<LogSink> logger) : INotificationSink
{
    /// <summary>The name that no webhook may have.</summary>
    public const string SinkName = "log";

    public string Name => SinkName;

    public NotificationFilter Filter => NotificationFilter.Attention;

    public Task<DeliveryResult> Deliver(QueuedNotification told, CancellationToken stop)
    {
        var it = told.Notification.Event;
        var subject = it.Subject is "" ? "loop" : it.Subject;
        var level = Level(it.Kind);
        LogTold(level, it.Kind, subject, it.Count, it.Detail, it.Id);
        return Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered());
    }

    private static LogLevel Level(EventKind kind) => kind switch
    {
        EventKind.BuildFailed or EventKind.HardLimited or EventKind.ValidationFailed or EventKind.HandOverFailed =>
            LogLevel.Warning,
        _ => LogLevel.Information,
    };

    [LoggerMessage(Message = "{Kind}: {Subject}, {Count} times: {Detail} (event {EventId})")]
    private partial void LogTold(
        LogLevel level, EventKind kind, string subject, int count, string? detail, long eventId);
}
