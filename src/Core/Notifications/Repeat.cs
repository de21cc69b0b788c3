using Prebuilds.Events;

namespace Prebuilds.Notifications;

/// <summary>An event that may happen again, and is then counted and not told at once.</summary>
/// <param name="Shape">What its detail has in common with those that count as the same.</param>
/// <param name="ToldAt">When it was told last.</param>
/// <param name="Untold">How often it has happened since.</param>
/// <param name="Since">When the first of those happened.</param>
/// <param name="Latest">The newest one.</param>
public sealed record Repeat(string Shape, DateTimeOffset ToldAt, int Untold, DateTimeOffset Since, PrebuildEvent Latest)
{
    /// <summary>Whether an event counts as the same again.</summary>
    /// <param name="told">The event.</param>
    /// <param name="shape">The shape of its detail.</param>
    public bool IsOf(PrebuildEvent told, string shape) =>
        Latest.Kind == told.Kind && Latest.Subject == told.Subject && Shape == shape;

    /// <summary>The same after it has happened once more.</summary>
    /// <param name="told">The event.</param>
    public Repeat With(PrebuildEvent told) => this with
    {
        Untold = Untold + told.Count,
        Since = Untold == 0 ? told.At : Since,
        Latest = told,
    };

    /// <summary>What is told of it, when it is told.</summary>
    public Notification ToNotification() => new(Latest with { Count = Untold }, Since);
}
