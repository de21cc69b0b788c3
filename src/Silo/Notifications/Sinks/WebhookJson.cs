using System.Text.Json;
using System.Text.Json.Serialization;
using Prebuilds.Events;

namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>How a body is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KindConverter)])]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    private sealed class KindConverter() : JsonStringEnumConverter<EventKind>(JsonNamingPolicy.CamelCase);
}
