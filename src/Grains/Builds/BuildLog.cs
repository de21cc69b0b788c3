using System.Text;
using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// Carries a build's output to the store in pieces: at least once a second while there is any, so that it can be
/// followed. Holds at most <see cref="MaxPending"/> characters; output that outruns the store is cut and says so.
/// </summary>
internal sealed partial class BuildLog : IAsyncDisposable
{
    /// <summary>Most characters that wait for the store.</summary>
    public const int MaxPending = 256 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IPrebuildStore _store;
    private readonly ILogger _logger;
    private readonly BuildId _build;
    private readonly PeriodicTimer _timer;
    private readonly Lock _lock = new();
    private readonly StringBuilder _pending = new();
    private readonly Task _flushing;
    private long _cut;

    public BuildLog(IPrebuildStore store, BuildId build, TimeProvider clock, ILogger logger)
    {
        _logger = logger;
        _store = store;
        _build = build;
        _timer = new PeriodicTimer(Interval, clock);
        _flushing = FlushUntilDone();
    }

    /// <summary>Takes a piece of output; never waits.</summary>
    public void Write(string text)
    {
        lock (_lock)
        {
            var taken = Math.Min(text.Length, MaxPending - _pending.Length);
            _pending.Append(text, 0, taken);
            _cut += text.Length - taken;
        }
    }

    /// <summary>Stores what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _flushing;
        await Flush();
    }

    private async Task FlushUntilDone()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await Flush();
        }
    }

    private async Task Flush()
    {
        string text;
        lock (_lock)
        {
            text = _cut == 0
                ? _pending.ToString()
                : $"{_pending}\n[{_cut} characters of output were too fast to keep]\n";
            _pending.Clear();
            _cut = 0;
        }

        if (text.Length > 0 && !await Append(text))
        {
            lock (_lock)
            {
                _pending.Insert(0, text[..Math.Min(text.Length, MaxPending - _pending.Length)]);
            }
        }
    }

    /// <summary>
    /// Stores a piece; false when the store does not take it now. A log that cannot be kept fails no build.
    /// </summary>
    private async Task<bool> Append(string text)
    {
        try
        {
            await _store.AppendLog(_build, text, CancellationToken.None);
            return true;
        }
        catch (Exception error)
        {
            LogAppendFailed(_build, error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Output of build {BuildId} could not be stored yet")]
    private partial void LogAppendFailed(BuildId buildId, Exception error);
}
