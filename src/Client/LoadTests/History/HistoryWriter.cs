using System.Buffers;
using System.Text.Json;
using Prebuilds.Client.Output;

namespace Prebuilds.Client.LoadTests.History;

/// <summary>
/// Writes a history to a new file, one JSON object a line, through a buffer; what was written is whole after
/// <see cref="Dispose"/>. For one thread at a time.
/// </summary>
/// <param name="path">The file; one that exists is never overwritten, that is an <see cref="IOException"/>.</param>
public sealed class HistoryWriter(string path) : IDisposable
{
    private const int FlushAt = 1 << 20;

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + 4096);
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonLine.Legible);

    /// <summary>Writes one line.</summary>
    public void Write(HistoryLine line)
    {
        _json.Reset(_buffer);
        JsonSerializer.Serialize(_json, line, HistoryJson.Default.HistoryLine);
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Hands what is written to the operating system.</summary>
    public void Flush()
    {
        _file.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _json.Dispose();
        _file.Dispose();
    }
}
