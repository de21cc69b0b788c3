using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Prebuilds.Silo.Notifications.Sinks;

namespace Prebuilds.Silo.Notifications;

/// <summary>Puts the telling of events into a silo.</summary>
internal static class NotificationRegistration
{
    /// <summary>Adds the worker and whom it tells: the webhooks that are configured, and the log.</summary>
    public static void AddPrebuildsNotifications(this IServiceCollection services)
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.AddWebhookClient();
        services.AddSingleton<CourierServices>();
        services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<NotificationWorker>(provider, [Sinks(provider)]));
    }

    private static INotificationSink[] Sinks(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<NotificationOptions>>().Value;
        var clients = services.GetRequiredService<IHttpClientFactory>();
        var clock = services.GetRequiredService<TimeProvider>();
        return
        [
            .. options.Log ? [ActivatorUtilities.CreateInstance<LogSink>(services)] : Array.Empty<INotificationSink>(),
            .. options.Webhooks.Select(webhook => new WebhookSink(webhook.Key, webhook.Value, clients, clock)
            {
                Timeout = options.Timeout,
            }),
        ];
    }
}
