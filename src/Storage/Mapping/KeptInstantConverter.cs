using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prebuilds.Storage.Mapping;

/// <summary>Writes instants inside JSON columns as precisely as those in columns of their own.</summary>
internal sealed class KeptInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instants.Kept(value));
}
