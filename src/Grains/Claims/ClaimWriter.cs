using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Prebuilds.Grains.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Claims;

namespace Prebuilds.Grains.Claims;

/// <summary>
/// Group commit, one writer per silo: every claim that waits, of all preset grains of the silo, goes into one
/// statement. While one is under way the next batch gathers, so batches grow with the load and a lone claim never waits
/// for company.
/// </summary>
/// <remarks>
/// It lives as long as the container, so that the grains of a stopping silo can still commit what they hold.
/// </remarks>
public sealed partial class ClaimWriter : IAsyncDisposable
{
    /// <summary>Most claims that may wait; one more is refused, so that memory and waiting stay bounded.</summary>
    public const int MaxWaiting = 16_384;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly IPrebuildStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<ClaimWriter> _logger;
    private readonly Task _writing;

    /// <summary>Starts writing.</summary>
    /// <param name="store">Where claims become durable.</param>
    /// <param name="clock">Tells which claims have waited longer than their callers.</param>
    /// <param name="logger">Where a failed batch is reported.</param>
    /// <param name="scheduler">Where it writes; null: on the thread pool, whoever the first caller is.</param>
    public ClaimWriter(
        IPrebuildStore store, TimeProvider clock, ILogger<ClaimWriter> logger, TaskScheduler? scheduler = null)
    {
        _store = store;
        _clock = clock;
        _logger = logger;
        _writing = Task.Factory.StartNew(
            WriteBatches,
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            scheduler ?? TaskScheduler.Default).Unwrap();
    }

    /// <summary>
    /// Commits a claim, and answers when it is durable or decided. Null: too many claims wait, or this one waited for
    /// <see cref="ClaimPatience.Limit"/> before its batch began; nothing was done. Throws what the store threw; the
    /// outcome is then unknown, and committing the same request again tells it.
    /// </summary>
    /// <param name="claim">The claim.</param>
    public async Task<ClaimResult?> Commit(ClaimCommit claim)
    {
        var waiting = new Waiting(claim, _clock.GetTimestamp());
        return _queue.Writer.TryWrite(waiting) ? await waiting.Result.Task : null;
    }

    /// <summary>Refuses new claims, commits those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteBatches()
    {
        var batch = new List<Waiting>(ClaimCommit.MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < ClaimCommit.MaxBatch && _queue.Reader.TryRead(out var next))
            {
                // Its caller has given up by now, and would not learn what it was given.
                if (_clock.GetElapsedTime(next.Since) >= ClaimPatience.Limit)
                {
                    next.Result.SetResult(null);
                }
                else
                {
                    batch.Add(next);
                }
            }

            if (batch.Count > 0)
            {
                await CommitBatch(batch);
                batch.Clear();
            }
        }
    }

    private async Task CommitBatch(List<Waiting> batch)
    {
        try
        {
            var results = await _store.CommitClaims(
                [.. batch.Select(waiting => waiting.Claim)], CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.SetResult(results[i]);
            }
        }
        catch (Exception error)
        {
            // The writer outlives any one batch; each caller of this one learns the error.
            LogBatchFailed(batch.Count, error);
            foreach (var waiting in batch)
            {
                waiting.Result.TrySetException(error);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A batch of {Claims} claims failed; their outcome is unknown until asked again")]
    private partial void LogBatchFailed(int claims, Exception error);

    private sealed record Waiting(ClaimCommit Claim, long Since)
    {
        public TaskCompletionSource<ClaimResult?> Result { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
