namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>
/// The HTTP client of all webhooks: it follows no redirect, keeps no cookie, and takes little from an answer.
/// </summary>
internal static class WebhookClient
{
    /// <summary>Its name.</summary>
    public const string Name = "webhooks";

    private const int MaxAnswerBytes = 16 * 1024;

    /// <summary>Registers it. Nothing of it is logged: an address may be a secret.</summary>
    public static void AddWebhookClient(this IServiceCollection services) => services
        .AddHttpClient(Name, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("prebuilds");
        })
        .RemoveAllLoggers()
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseDrainSize = MaxAnswerBytes,
            MaxResponseHeadersLength = MaxAnswerBytes / 1024,
            // A name that comes to mean another address is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
}
