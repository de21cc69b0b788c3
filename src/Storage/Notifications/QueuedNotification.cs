using Prebuilds.Notifications;

namespace Prebuilds.Storage.Notifications;

/// <summary>A notification that waits for its delivery.</summary>
/// <param name="Id">Its place: those of one subject are delivered in this order.</param>
/// <param name="Delivery">Stays the same however often it is tried.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Notification">What to tell.</param>
public sealed record QueuedNotification(long Id, Guid Delivery, int Attempts, Notification Notification);
