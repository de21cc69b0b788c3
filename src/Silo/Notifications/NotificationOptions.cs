namespace Prebuilds.Silo.Notifications;

/// <summary>Who is told of events, and how (section <c>Prebuilds:Notifications</c>).</summary>
public sealed class NotificationOptions
{
    /// <summary>Whether what asks for attention is told in the silo's log (<c>Log</c>). Default true.</summary>
    public bool Log { get; set; } = true;

    /// <summary>
    /// How long a failure that happens again is only counted (<c>Window</c>), 1 minute to 1 day. Default 1 hour.
    /// </summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a webhook may take to answer (<c>Timeout</c>), 1 second to 1 minute. Default 10 seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a delivery is tried until it is given up (<c>MaxAttempts</c>), 1 to 100. Default 20: about two hours.
    /// </summary>
    public int MaxAttempts { get; set; } = 20;

    /// <summary>The webhooks, by name (<c>Webhooks:NAME</c>).</summary>
    public SortedDictionary<string, WebhookOptions> Webhooks { get; } = new(StringComparer.Ordinal);

    /// <summary>The webhook of this name in any letter case; made when it is missing.</summary>
    /// <param name="name">Its name.</param>
    public WebhookOptions Webhook(string name)
    {
        var key = name.ToLowerInvariant();
        if (!Webhooks.TryGetValue(key, out var webhook))
        {
            Webhooks[key] = webhook = new WebhookOptions();
        }

        return webhook;
    }
}
