using Orleans;
using Prebuilds.Events;

namespace Prebuilds.Notifications;

/// <summary>A notification that was given up.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Sink">To whom it was not delivered.</param>
/// <param name="Event">What was to be told.</param>
/// <param name="Attempts">How often its delivery was tried.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Error">Why the last try failed.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.DeadLetter")]
public sealed record DeadLetter(
    long Id, string Sink, PrebuildEvent Event, int Attempts, DateTimeOffset DiedAt, string Error);
