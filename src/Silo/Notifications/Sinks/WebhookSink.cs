using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Prebuilds.Notifications;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>
/// Posts to a webhook. A status from 200 to 299 is an answer, whatever else is a failure; no body is read.
/// </summary>
internal sealed class WebhookSink(
    string name, WebhookOptions options, IHttpClientFactory clients, TimeProvider clock) : INotificationSink
{
    private readonly Uri _url = new(options.Target);
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.ReadSecret());

    public string Name => name;

    public NotificationFilter Filter { get; } = new(options.Kinds, options.Templates);

    /// <summary>How long it may take to answer.</summary>
    public required TimeSpan Timeout { get; init; }

    public async Task<DeliveryResult> Deliver(QueuedNotification told, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        using var client = clients.CreateClient(WebhookClient.Name);
        using var request = Request(told);
        try
        {
            using var response = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (HttpRequestException error)
        {
            return new DeliveryResult.Failed($"{error.HttpRequestError}: {error.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new DeliveryResult.Failed($"It did not answer within {Timeout}.");
        }
    }

    private HttpRequestMessage Request(QueuedNotification told)
    {
        var body = WebhookBody.Of(told);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Prebuilds-Delivery-Id", told.Delivery.ToString());
        request.Headers.Add("Prebuilds-Event-Id", told.Notification.Event.Id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Prebuilds-Attempt", (told.Attempts + 1).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Prebuilds-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Prebuilds-Signature", WebhookSignature.Of(_secret, timestamp, body));
        return request;
    }

    private DeliveryResult Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return new DeliveryResult.Delivered();
        }

        var asked = response.Headers.RetryAfter;
        return new DeliveryResult.Failed(
            $"It answered {(int)response.StatusCode}.",
            asked?.Delta ?? (asked?.Date is { } until ? until - clock.GetUtcNow() : null));
    }
}
