namespace Prebuilds.Notifications;

/// <summary>When a delivery that failed is tried again, and when no more.</summary>
/// <param name="MaxAttempts">How often it is tried at most.</param>
public sealed record DeliveryPolicy(int MaxAttempts)
{
    /// <summary>The longest that a receiver may ask to wait.</summary>
    public static TimeSpan MaxRetryAfter { get; } = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(10);

    /// <summary>
    /// When to try again: after 2 s, then twice as long each time, up to 10 minutes, of which up to half is left to
    /// chance, so that many do not come at once; not before the receiver asked for. Null: never.
    /// </summary>
    /// <param name="attempts">How often it was tried, 1 at least.</param>
    /// <param name="retryAfter">How long the receiver asked to wait; null: it said nothing.</param>
    /// <param name="chance">Drawn from 0 to 1.</param>
    /// <param name="now">The instant.</param>
    public DateTimeOffset? NextTry(int attempts, TimeSpan? retryAfter, double chance, DateTimeOffset now)
    {
        if (attempts >= MaxAttempts)
        {
            return null;
        }

        // Twenty doublings are more than MaxDelay, and no overflow.
        var full = FirstDelay * Math.Pow(2, Math.Min(attempts, 20) - 1);
        var delay = (full < MaxDelay ? full : MaxDelay) * (1 - (chance / 2));
        var asked = retryAfter < MaxRetryAfter ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : MaxRetryAfter;
        return now + (asked > delay ? asked : delay);
    }
}
