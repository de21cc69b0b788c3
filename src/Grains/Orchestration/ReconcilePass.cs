using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>
/// One pass: one global snapshot, then every preset in parallel, but for those that are at rest on what it shows. A
/// preset that fails never stops the others.
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

    /// <summary>Most references that are kept; beyond, it begins anew. Enough for the largest clusters.</summary>
    private const int MaxKnown = 32 * 1024;

    /// <summary>Making a reference looks its interface up by reflection, which costs as much as a plan.</summary>
    private readonly ConcurrentDictionary<PresetId, IPresetGrain> _known = [];

    /// <summary>Runs the pass.</summary>
    /// <param name="stop">Ends it between two presets.</param>
    public async Task<PassReport> Run(CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        var startedAt = clock.Now();
        var snapshot = await TakeSnapshot(startedAt, stop);
        var errors = new ConcurrentQueue<string>();
        var actions = 0;
        await Parallel.ForEachAsync(
            snapshot.Presets,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = FanOut,
                CancellationToken = stop,
                TaskScheduler = TaskScheduler.Default,
            },
            async (slice, _) => Interlocked.Add(ref actions, await Reconcile(slice, snapshot.Settings, errors)));
        var took = clock.GetElapsedTime(started);
        metrics.Passed(took, paused: !snapshot.Settings.Reconciles);
        LogPassed(snapshot.Presets.Length, snapshot.AtRest, actions, errors.Count, took.TotalMilliseconds);
        return new PassReport(
            startedAt, took, snapshot.Presets.Length + snapshot.AtRest, actions, [.. errors.Take(MaxErrors)]);
    }

    private async Task<Snapshot> TakeSnapshot(DateTimeOffset now, CancellationToken stop)
    {
        resting.Know(silos.GetApproximateSiloStatuses(onlyActive: true).Keys);
        // New settings leave no pool at rest: asking for them first saves a snapshot that would show only that.
        resting.Know(await store.ReadSettings(stop));
        var marks = resting.Marks(now);
        var snapshot = marks.Count == 0 ? await store.TakeSnapshot(stop) : await store.TakeSnapshot(marks, stop);
        return resting.Know(snapshot.Settings) || snapshot.AtRest == 0 ? snapshot : await store.TakeSnapshot(stop);
    }

    private async Task<int> Reconcile(PresetSlice slice, LoopSettings settings, ConcurrentQueue<string> errors)
    {
        try
        {
            var report = await Pool(slice.Preset.Id).Reconcile(slice, settings);
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

    private IPresetGrain Pool(PresetId preset)
    {
        if (_known.TryGetValue(preset, out var known))
        {
            return known;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known[preset] = grains.Preset(preset);
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Looked at {Presets} presets in {DurationMs} ms, {AtRest} more are at rest: {Actions} actions, "
            + "{Errors} errors")]
    private partial void LogPassed(int presets, int atRest, int actions, int errors, double durationMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Preset}: reconciling failed; the next tick repeats it")]
    private partial void LogPresetFailed(string preset, Exception error);
}
