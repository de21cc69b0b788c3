using System.Globalization;
using System.Text;
using System.Text.Json;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Dialects;

/// <summary>
/// Values as SQLite keeps them: UUIDs as text, instants as microseconds, JSON as text; rows of them as one JSON
/// array.
/// </summary>
internal static class SqliteRows
{
    public static object? Value(object? value) => value switch
    {
        null => null,
        Guid id => id.ToString(),
        string text => StoredText.Clean(text),
        DateTimeOffset at => Instants.ToMicroseconds(at),
        Json json => json.Text,
        bool flag => flag ? 1L : 0L,
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        int number => (long)number,
        _ => value,
    };

    public static string Write(RowBatch rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            for (var row = 0; row < rows.Count; row++)
            {
                json.WriteStartArray();
                foreach (var (_, values) in rows.Columns)
                {
                    Write(json, Value(values.GetValue(row)));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
