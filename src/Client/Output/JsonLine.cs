using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prebuilds.Client.Output;

/// <summary>A document on one line.</summary>
internal static class JsonLine
{
    /// <summary>Nothing here is ever put into HTML, and quotes should stay legible.</summary>
    public static JsonWriterOptions Legible { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The line. The writer, not the serializer, is told about quotes: with options of its own the serializer would not
    /// use the code that was generated for it, and take 40 ms longer to start.
    /// </summary>
    public static string Of<T>(T document, Func<OutputJson, JsonTypeInfo<T>> shape)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Legible))
        {
            JsonSerializer.Serialize(writer, document, shape(OutputJson.Default));
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
