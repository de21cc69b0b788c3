using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Grains.Execution;
using Prebuilds.Grains.Hosting;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Writes;

namespace Prebuilds.Grains.Presets;

/// <summary>
/// One activation's hold on one pool: the pool in memory, and the steps that write. Steps run one after the other;
/// claims run between them. Not thread-safe: a grain's turns, or one thread of a simulation, protect it.
/// </summary>
public sealed partial class PoolKeeper : IAsyncDisposable
{
    private const int MaxRounds = 20;

    private readonly KeeperServices _services;
    private readonly Action _fenced;
    private readonly Pool _pool;
    private readonly SemaphoreSlim _step = new(1, 1);
    private LoopSettings _settings;
    private DateTimeOffset _settingsAt;
    private Task _refill = Task.CompletedTask;
    private PoolRest? _rest;
    private string? _refused;
    private long? _claimedSince;
    private bool _refillWanted;
    private bool _doubtful;
    private int _claimDoubts;

    private PoolKeeper(KeeperServices services, PresetOpening.Opened opened, Action fenced)
    {
        _services = services;
        _logger = services.Logger;
        _fenced = fenced;
        _pool = new Pool(opened.Slice);
        (_settings, _settingsAt) = (opened.Settings, services.Clock.Now());
    }

    /// <summary>
    /// Whether the store must be read before anything is decided: a write's or a claim's outcome is unknown.
    /// </summary>
    private bool IsDoubtful => _doubtful || _claimDoubts > 0;

    private GrainsOptions Options => _services.Options.Value;

    /// <summary>
    /// Looks again at the pool, starting from a photograph of the store if it is not older than what is held.
    /// </summary>
    /// <param name="slice">The photograph.</param>
    /// <param name="settings">The loop's settings in it.</param>
    public Task<PresetReport> Reconcile(PresetSlice slice, LoopSettings settings) => InStep(async () =>
    {
        if (slice.Epoch > _pool.Epoch)
        {
            throw Fenced();
        }

        Know(settings);
        var adopted = _pool.Adopt(slice);
        await Apply(adopted ? slice.Changes : [.. slice.Changes.Where(IsNews)]);
        var plan = await PlanAndExecute();
        return new PresetReport(plan, _refused, _misses.AllTold ? _rest : null);
    });

    /// <summary>Applies a build's status, and looks again.</summary>
    /// <param name="build">The build as its worker left it.</param>
    public Task BuildChanged(Build build) => InStep(async () =>
    {
        await Apply([build]);
        return await PlanAndExecute();
    });

    /// <summary>Reads the preset again, and acts on what it is now.</summary>
    public Task DefinitionChanged() => InStep(async () =>
    {
        await Reload();
        return await PlanAndExecute();
    });

    /// <summary>Waits until nothing is being written any more, and takes the pool out of the metrics.</summary>
    public async ValueTask DisposeAsync()
    {
        await _refill;
        await _step.WaitAsync();
        _services.Metrics.Forget(_pool.Preset.Id);
        _step.Dispose();
    }

    private async Task<PresetPlan> PlanAndExecute()
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            await RefreshSettings();
            await TellMisses();
            if (IsDoubtful)
            {
                // A claim's outcome became unknown while this step waited: to plan without its member would replace it
                // too soon. From here to the plan nothing is awaited.
                await Reload();
                continue;
            }

            var now = _services.Clock.Now();
            var plan = Decide(now, out var snapshot);
            if (plan.Actions.IsEmpty || !Options.Enabled || !_settings.Reconciles || !IsSound(snapshot, plan, now))
            {
                return plan;
            }

            var changes = PlanChanges.Of(plan, _pool.Preset, now);
            if (changes.IsEmpty)
            {
                return plan;
            }

            if (await Execute(changes, now) && changes.Length < PlanChanges.MaxInOneWrite && !HasMadeRoom(changes))
            {
                return plan;
            }
        }

        throw new StorageException(
            $"The pool of {_pool.Preset.Name} changed {MaxRounds} times while it was planned. The next tick tries "
            + "again.");
    }

    /// <summary>Whether creations of a rolling pool were withdrawn: only now others may take their place.</summary>
    private bool HasMadeRoom(ImmutableArray<PresetChange> changes) => _pool.Preset.KeepsOlderVersions
        && changes.OfType<PresetChange.Cancel>().Any(change => _pool.Find(change.Member) is null);

    private PresetPlan Decide(DateTimeOffset now, out PresetSnapshot snapshot)
    {
        var failures = FailureFacts.Of(_pool.Preset, Options.FailurePolicy, now);
        snapshot = _pool.ToSnapshot(failures);
        var plan = PoolDecision.Of(snapshot, now, () => _services.NewId(now));
        (_rest, _refused) = (PoolRest.Of(snapshot, plan, _pool.Mark, now), null);
        _services.Metrics.Observe(_pool.Preset, plan.State, failures);
        return plan;
    }

    private bool IsSound(PresetSnapshot snapshot, PresetPlan plan, DateTimeOffset now)
    {
        var violations = PlanCheck.Violations(snapshot, plan, now);
        if (violations is [var first, ..])
        {
            LogPlanRefused(_pool.Preset.Name, violations.Length, first);
            _refused = $"the plan breaks a rule and is not executed: {first}";
        }

        return violations.IsEmpty;
    }

    /// <summary>Writes the changes of a plan; false when it must be planned again from what is stored now.</summary>
    private async Task<bool> Execute(ImmutableArray<PresetChange> changes, DateTimeOffset now)
    {
        var leaving = changes.OfType<PresetChange.Delete>().Select(change => change.Workspace).ToImmutableArray();
        _pool.Withhold(leaving);
        try
        {
            if (await Write(changes, _pool.Preset, now) is null)
            {
                return false;
            }
        }
        finally
        {
            _pool.Release();
        }

        var created = changes.Count(change => change is PresetChange.Create);
        var sinceClaim = _claimedSince is { } since ? _services.Clock.GetElapsedTime(since) : (TimeSpan?)null;
        _claimedSince = null;
        _services.Metrics.Executed(_pool.Preset, created, sinceClaim);
        _services.Builds.Pulse();
        LogExecuted(_pool.Preset.Name, created, leaving.Length, changes.Length);
        if (sinceClaim is { } delay)
        {
            LogRefilled(_pool.Preset.Name, delay.TotalMilliseconds);
        }

        return true;
    }

    /// <summary>
    /// Writes one step, and holds what came of it; null when the preset had changed and was read again.
    /// </summary>
    private async Task<PresetWriteResult.Written?> Write(
        ImmutableArray<PresetChange> changes, Preset after, DateTimeOffset now)
    {
        _doubtful = true;
        var result = await _services.Store.Write(
            new PresetWrite(_pool.Preset.Id, _pool.Epoch, _pool.Revision, changes, now), CancellationToken.None);
        _doubtful = false;
        switch (result)
        {
            case PresetWriteResult.Written written:
                await Hold(written, changes, after);
                return written;
            case PresetWriteResult.Outdated:
                await Reload();
                return null;
            case PresetWriteResult.Fenced:
                throw Fenced();
            default:
                throw new UnreachableException($"Unknown result {result}.");
        }
    }

    private async Task Hold(PresetWriteResult.Written written, ImmutableArray<PresetChange> changes, Preset after)
    {
        var refused = written.Refused.ToHashSet();
        var effect = WriteEffect.Of(changes, refused, _pool.Find);
        _pool.Written(written.Revision, after, effect.Changed, effect.Gone);
        if (changes.Any(change => change is PresetChange.Delete delete && refused.Contains(delete.Workspace)))
        {
            await Reload();
        }
    }

    private async Task Reload()
    {
        // What a claim comes to doubt while this reads is not settled by it.
        var doubts = _claimDoubts;
        _doubtful = true;
        var slice = await _services.Store.ReadPreset(_pool.Preset.Id, CancellationToken.None);
        if (slice is null || !_pool.Adopt(slice))
        {
            // A newer epoch; or a store that went back behind what it had acknowledged: only a new activation may go
            // on.
            throw Fenced();
        }

        _claimDoubts -= doubts;
        _doubtful = false;
    }
}
