using Microsoft.Extensions.Logging;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Terraform.State;

/// <summary>
/// Keeps the state of one workspace outside of this machine, while terraform works on the file and afterwards.
/// </summary>
/// <param name="kept">Where it is kept.</param>
/// <param name="folder">The workspace's folder.</param>
/// <param name="clock">Measures the pauses.</param>
/// <param name="logger">Told of what could not be kept.</param>
internal sealed partial class StateKeeper(
    IWorkspaceState kept, WorkspaceFolder folder, TimeProvider clock, ILogger logger)
{
    /// <summary>How often it is looked whether the state has changed, while terraform runs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it is tried to keep the last state of a run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The error of who may not go on.</summary>
    public static BuildError TakenOver { get; } = new(
        ErrorClass.Transient, "The build was taken over by another worker, and so was ended here.");

    /// <summary>What is kept, as far as we know; null: nothing, or unknown.</summary>
    private StateFile? _known;

    /// <summary>When the file was read last, by its own stamp; null: not yet.</summary>
    private (DateTime Written, long Length)? _seen;

    private StateWrite _answer = StateWrite.Kept;

    private bool _unkept;

    /// <summary>Whether what the file held when it was looked at last is kept whole.</summary>
    public bool IsKept => !_unkept && _answer == StateWrite.Kept;

    /// <summary>Finds the newest state, on this machine or outside, and puts it where terraform looks for it.</summary>
    /// <returns>The state, null when there is none; or the error to answer with.</returns>
    public async Task<(StateFile? State, BuildError? Error)> Restore(CancellationToken stop)
    {
        var local = folder.ReadState();
        var bytes = await kept.Read(stop) ?? default;
        if (OversizedState.TryRead(bytes) is { } oversized)
        {
            return oversized.IsFoundIn(local) ? (local, null) : (null, oversized.Missing(folder.State));
        }

        _known = bytes.Length > 0 ? StateFile.TryRead(bytes) ?? throw Garbled() : null;
        if (local is null && _known is null && folder.HasState)
        {
            return (null, new BuildError(
                ErrorClass.Transient,
                $"The state in '{folder.State}' cannot be read, and no other is kept. Mend it, or remove it when "
                    + "nothing of the workspace is left."));
        }

        var newest = StateFile.Newer(local, _known);
        if (newest is not null && !ReferenceEquals(newest, local))
        {
            folder.WriteState(newest);
        }

        return (newest, null);
    }

    /// <summary>
    /// Runs terraform, and keeps the state whenever it has changed and at the end, however it ends.
    /// </summary>
    /// <param name="run">Runs it; its token is cancelled too when the build is lost to another worker.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The error of the run, else that of keeping the state; null: all is done and kept.</returns>
    public async Task<BuildError?> While(Func<CancellationToken, Task<BuildError?>> run, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var watching = Watch(lost.CancelAsync, ended.Token);
        BuildError? error;
        try
        {
            error = await run(lost.Token);
        }
        catch (OperationCanceledException) when (_answer == StateWrite.NotOurs && !stop.IsCancellationRequested)
        {
            error = null;
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
            await KeepLast();
        }

        return error ?? ErrorOf(_answer);
    }

    private async Task Watch(Func<Task> lose, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (!ended.IsCancellationRequested && _answer != StateWrite.NotOurs)
        {
            try
            {
                if (await timer.WaitForNextTickAsync(ended))
                {
                    await Keep(ended);
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outside)
            {
                LogNotKept(folder.Path, outside);
            }
        }

        if (_answer == StateWrite.NotOurs)
        {
            await lose();
        }
    }

    private async Task KeepLast()
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        // Two writes within one tick of the clock have one stamp.
        _seen = null;
        while (!_unkept && _answer != StateWrite.NotOurs)
        {
            try
            {
                await Keep(limit.Token);
                return;
            }
            catch (Exception outside)
            {
                LogNotKept(folder.Path, outside);
                _unkept = limit.IsCancellationRequested;
                await Task.Delay(Interval, clock, CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// Keeps what the file holds now, if it is not kept yet. Terraform may be writing it just then: half a state is
    /// left alone, the whole one follows.
    /// </summary>
    private async Task Keep(CancellationToken stop)
    {
        var stamp = folder.StateStamp;
        if (stamp == _seen || folder.ReadState() is not { } state)
        {
            return;
        }

        if (!IsKnown(state))
        {
            _answer = await kept.Write(state.Bytes, stop);
            if (_answer == StateWrite.TooLarge)
            {
                var noted = await kept.Write(OversizedState.Of(state).ToBytes(), stop);
                _answer = noted == StateWrite.Kept ? StateWrite.TooLarge : noted;
            }

            _known = state;
        }

        _seen = stamp;
    }

    private bool IsKnown(StateFile state) => _known is { } known && known.Bytes.Span.SequenceEqual(state.Bytes.Span);

    private BuildError? ErrorOf(StateWrite answer) => answer switch
    {
        StateWrite.TooLarge => new BuildError(
            ErrorClass.Permanent,
            $"The workspace's state has {_known!.Bytes.Length} bytes, more than can be kept. Let the template make "
                + "less, or keep long texts out of its resources."),
        StateWrite.NotOurs => TakenOver,
        _ when _unkept => new BuildError(
            ErrorClass.Transient,
            $"The workspace's state could not be kept within {Patience.TotalSeconds} s. See this silo's log."),
        _ => null,
    };

    private static InvalidDataException Garbled() =>
        new("The kept state of the workspace is no terraform state. Restore it from a backup of the database.");

    [LoggerMessage(LogLevel.Warning, "The state in {Folder} could not be kept")]
    private partial void LogNotKept(string folder, Exception error);
}
