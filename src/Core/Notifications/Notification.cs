using Prebuilds.Events;

namespace Prebuilds.Notifications;

/// <summary>What somebody is told: an event, or several alike in one.</summary>
/// <param name="Event">
/// The event; of several, the newest, and its count says how often it happened since it was told last.
/// </param>
/// <param name="Since">When the first of them happened.</param>
public sealed record Notification(PrebuildEvent Event, DateTimeOffset Since)
{
    /// <summary>An event that is told alone.</summary>
    /// <param name="told">The event.</param>
    public static Notification Of(PrebuildEvent told) => new(told, told.At);
}
