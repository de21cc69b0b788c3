using Prebuilds.Notifications;

namespace Prebuilds.Client.Output.Events;

/// <summary>A notification that was given up.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Webhook">To whom it was not delivered.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last try failed.</param>
/// <param name="Event">What was to be told.</param>
internal sealed record DeadLetterOutput(
    long Id, string Webhook, DateTimeOffset DiedAt, int Attempts, string Error, EventOutput Event) : IListed<long>
{
    /// <inheritdoc/>
    public static string[] Headings { get; } = ["ID", "WEBHOOK", "GIVEN UP", "ATTEMPTS", "EVENT", "OF", "ERROR"];

    /// <summary>The notification as it is shown.</summary>
    public static DeadLetterOutput Of(DeadLetter letter) => new(
        letter.Id, letter.Sink, letter.DiedAt, letter.Attempts, letter.Error, EventOutput.Of(letter.Event));

    /// <inheritdoc/>
    public string[] Row() =>
    [
        Words.Of(Id),
        Webhook,
        Words.Of(DiedAt),
        Words.Of(Attempts),
        Event.Kind,
        Event.Subject,
        Error,
    ];
}
