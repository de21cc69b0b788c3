using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prebuilds.Client.Output;

/// <summary>Writes an enumeration's constants by name, with a small first letter.</summary>
internal sealed class CamelCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase)
    where TEnum : struct, Enum;
