using Prebuilds.Notifications;

namespace Prebuilds.Client.Output;

/// <summary>A notification that was given up.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Webhook">To whom it was not delivered.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last try failed.</param>
/// <param name="Event">What was to be told.</param>
internal sealed record DeadLetterOutput(
    long Id, string Webhook, DateTimeOffset DiedAt, int Attempts, string Error, EventOutput Event)
{
    private static readonly string[] Headings = ["ID", "WEBHOOK", "GIVEN UP", "ATTEMPTS", "EVENT", "OF", "ERROR"];

    /// <summary>The notification as it is shown.</summary>
    public static DeadLetterOutput Of(DeadLetter letter) => new(
        letter.Id, letter.Sink, letter.DiedAt, letter.Attempts, letter.Error, EventOutput.Of(letter.Event));

    /// <summary>Shows a list.</summary>
    public static void Show(Screen screen, IEnumerable<DeadLetterOutput> letters) => screen.Table(
        Headings,
        letters.Select(letter => (string[])
        [
            Words.Of(letter.Id),
            letter.Webhook,
            Words.Of(letter.DiedAt),
            Words.Of(letter.Attempts),
            letter.Event.Kind,
            letter.Event.Subject,
            letter.Error,
        ]));
}
