using System.Text;

namespace Prebuilds.Provisioning.Processes.Output;

/// <summary>
/// Carries a child's output to a log, piece by piece: memory stays bounded however much is printed, and a slow log
/// slows the child. A background process that keeps the pipe open cannot hold us up: see <see cref="Finish"/>.
/// </summary>
internal sealed class OutputPump : IDisposable
{
    /// <summary>
    /// After the child's end its last words are in the pipe already; so much silence means that all are read.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest reading after the child's end, when a background process goes on talking.</summary>
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(2);

    private const int PieceBytes = 16 * 1024;

    private readonly Stream _pipe;
    private readonly Action<string> _log;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private readonly OutputTail _tail = new();
    private long _endedAt;

    /// <summary>Starts to read.</summary>
    /// <param name="pipe">The read end of the child's output.</param>
    /// <param name="log">Takes the text, in order; NUL characters, which no database takes, are replaced.</param>
    /// <param name="clock">Measures the silence.</param>
    public OutputPump(Stream pipe, Action<string> log, TimeProvider clock)
    {
        (_pipe, _log, _clock) = (pipe, log, clock);
        Reading = Read();
    }

    /// <summary>Completes at the end of the output; faulted when the log threw.</summary>
    public Task Reading { get; }

    /// <summary>The end of what was read so far.</summary>
    public string LastLines => _tail.ToString();

    /// <summary>Call when the child is gone: reads what it still said, for a bounded time.</summary>
    public async Task Finish()
    {
        _endedAt = _clock.GetTimestamp();
        await _ended.CancelAsync();
        await Reading;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    private async Task Read()
    {
        var bytes = new byte[PieceBytes];
        var chars = new char[Encoding.UTF8.GetMaxCharCount(PieceBytes)];
        var decoder = Encoding.UTF8.GetDecoder();
        for (int count; (count = await ReadPiece(bytes)) > 0;)
        {
            Pass(chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), chars, flush: false)));
        }

        Pass(chars.AsSpan(0, decoder.GetChars([], chars, flush: true)));
    }

    private async ValueTask<int> ReadPiece(byte[] bytes)
    {
        try
        {
            return await _pipe.ReadAsync(bytes, _ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return _clock.GetElapsedTime(_endedAt) < LongestFinish ? await ReadLastPiece(bytes) : 0;
        }
    }

    private async ValueTask<int> ReadLastPiece(byte[] bytes)
    {
        using var quiet = new CancellationTokenSource(Quiet, _clock);
        try
        {
            return await _pipe.ReadAsync(bytes, quiet.Token);
        }
        catch (OperationCanceledException) when (quiet.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void Pass(Span<char> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        piece.Replace('\0', '\uFFFD');
        var text = piece.ToString();
        _tail.Append(text);
        _log(text);
    }
}
