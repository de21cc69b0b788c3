using System.Text.Json;
using Prebuilds.Events;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>
/// What is posted, as docs/notifications.md promises: fields may be added, none is renamed or removed.
/// </summary>
/// <param name="Version">1, until a field must mean something else.</param>
/// <param name="DeliveryId">Stays the same however often it is posted.</param>
/// <param name="EventId">The event; of several in one, the newest.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Count">How often since it was told last.</param>
/// <param name="Since">When it happened first since then.</param>
/// <param name="At">When it happened; of several, last.</param>
/// <param name="Template">The template that it concerns.</param>
/// <param name="Preset">The preset that it concerns, as <c>template/preset</c>.</param>
/// <param name="Workspace">The workspace that it concerns.</param>
/// <param name="Actor">Who.</param>
/// <param name="Detail">More, as the kind says.</param>
internal sealed record WebhookBody(
    int Version,
    Guid DeliveryId,
    long EventId,
    EventKind Kind,
    int Count,
    DateTimeOffset Since,
    DateTimeOffset At,
    string? Template,
    string? Preset,
    Guid? Workspace,
    string? Actor,
    string? Detail)
{
    /// <summary>The body of a notification, in UTF-8.</summary>
    public static byte[] Of(QueuedNotification queued)
    {
        var told = queued.Notification.Event;
        var body = new WebhookBody(
            1,
            queued.Delivery,
            told.Id,
            told.Kind,
            told.Count,
            queued.Notification.Since,
            told.At,
            told.Template,
            told.Preset?.ToString(),
            told.Workspace?.Value,
            told.Actor,
            told.Detail);
        return JsonSerializer.SerializeToUtf8Bytes(body, WebhookJson.Default.WebhookBody);
    }
}
