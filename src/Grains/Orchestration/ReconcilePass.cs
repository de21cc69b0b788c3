using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>
/// One pass: one global snapshot, and every preset in parallel, but for those that are at rest on what it shows. A
/// preset that fails never stops the others; a snapshot that fails ends the pass once those it showed have looked.
/// </summary>
/// <param name="store">The truth.</param>
/// <param name="grains">Finds the presets' grains.</param>
/// <param name="resting">The pools that need not look again.</param>
/// <param name="silos">Knows which silos are active.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class ReconcilePass(
    IPrebuildStore store,
    IGrainFactory grains,
    RestingPools resting,
    ISiloStatusOracle silos,
    PrebuildsMetrics metrics,
    TimeProvider clock,
    ILogger<ReconcilePass> logger)
{
    /// <summary>Presets that are told to look again at once; more bought nothing when it was measured.</summary>
    private const int FanOut = 256;

    private const int MaxErrors = 100;

    /// <summary>Runs the pass.</summary>
    /// <param name="stop">Ends it between two presets.</param>
    public async Task<PassReport> Run(CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        var startedAt = clock.Now();
        // At most one snapshot, as if all of it were read first: its transaction does not wait for grains.
        var shown = Channel.CreateUnbounded<Shown>(new UnboundedChannelOptions { SingleReader = true });
        var reading = Read(shown.Writer, startedAt, stop);
        var errors = new ConcurrentQueue<string>();
        var (presets, actions) = (0, 0);
        var telling = Parallel.ForEachAsync(
            shown.Reader.ReadAllAsync(stop),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = FanOut,
                CancellationToken = stop,
                TaskScheduler = TaskScheduler.Default,
            },
            async (preset, _) =>
            {
                Interlocked.Increment(ref presets);
                Interlocked.Add(ref actions, await Reconcile(preset, errors));
            });
        await Task.WhenAll(reading, telling);
        var (settings, atRest) = await reading;
        var took = clock.GetElapsedTime(started);
        metrics.Passed(took, paused: !settings.Reconciles);
        LogPassed(presets, atRest, actions, errors.Count, took.TotalMilliseconds);
        return new PassReport(startedAt, took, presets + atRest, actions, [.. errors.Take(MaxErrors)]);
    }

    /// <summary>
    /// Reads the snapshot, and hands its presets on; when none is at rest, each as soon as it is read.
    /// </summary>
    private async Task<(LoopSettings Settings, int AtRest)> Read(
        ChannelWriter<Shown> shown, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            var read = await TakeSnapshot((settings, slice) => shown.TryWrite(new Shown(slice, settings)), now, stop);
            shown.Complete();
            return read;
        }
        catch (Exception error)
        {
            shown.Complete(error);
            throw;
        }
    }

    private async Task<(LoopSettings Settings, int AtRest)> TakeSnapshot(
        Action<LoopSettings, PresetSlice> show, DateTimeOffset now, CancellationToken stop)
    {
        resting.Know(silos.GetApproximateSiloStatuses(onlyActive: true).Keys);
        // New settings leave no pool at rest: asking for them first saves a snapshot that would show only that.
        resting.Know(await store.ReadSettings(stop));
        var marks = resting.Marks(now);
        if (marks.Count > 0)
        {
            var snapshot = await store.TakeSnapshot(marks, stop);
            if (resting.Know(snapshot.Settings) || snapshot.AtRest == 0)
            {
                foreach (var slice in snapshot.Presets)
                {
                    show(snapshot.Settings, slice);
                }

                return (snapshot.Settings, snapshot.AtRest);
            }
        }

        var settings = await store.TakeSnapshot(show, stop);
        resting.Know(settings);
        return (settings, 0);
    }

    private async Task<int> Reconcile(Shown shown, ConcurrentQueue<string> errors)
    {
        var (slice, settings) = shown;
        try
        {
            var report = await grains.Preset(slice.Preset.Id).Reconcile(slice, settings);
            resting.Note(slice.Preset.Id, report.Rest, settings, clock.Now());
            if (report.Error is { } error)
            {
                errors.Enqueue($"{slice.Preset.Name}: {error}");
                return 0;
            }

            return report.Plan?.Actions.Count(action => action is not PlanAction.Hold) ?? 0;
        }
        catch (Exception error)
        {
            // One preset's failure is reported and must not end the pass of the others.
            LogPresetFailed(slice.Preset.Name.ToString(), error);
            errors.Enqueue($"{slice.Preset.Name}: {error.Message}");
            return 0;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Looked at {Presets} presets in {DurationMs} ms, {AtRest} more are at rest: {Actions} actions, "
            + "{Errors} errors")]
    private partial void LogPassed(int presets, int atRest, int actions, int errors, double durationMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Preset}: reconciling failed; the next tick repeats it")]
    private partial void LogPresetFailed(string preset, Exception error);

    private readonly record struct Shown(PresetSlice Slice, LoopSettings Settings);
}
