using Prebuilds.Notifications;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications;

/// <summary>Somebody who is told.</summary>
internal interface INotificationSink
{
    /// <summary>Its name, under which the store keeps its place.</summary>
    string Name { get; }

    /// <summary>What it wants to be told.</summary>
    NotificationFilter Filter { get; }

    /// <summary>
    /// Tells it once. Whatever goes wrong on the way is an answer; only <paramref name="stop"/> throws.
    /// </summary>
    /// <param name="told">What to tell.</param>
    /// <param name="stop">The silo stops: the try does not count.</param>
    Task<DeliveryResult> Deliver(QueuedNotification told, CancellationToken stop);
}
