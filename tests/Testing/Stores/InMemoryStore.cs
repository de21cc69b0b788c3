using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Events;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

/// <summary>
/// The store without a database: the same promises, kept by one lock, and the same suite proves them. Every call is
/// done when it returns, so a simulation on one thread is repeatable.
/// </summary>
/// <param name="clock">Dates the events that no caller dates.</param>
public sealed partial class InMemoryStore(TimeProvider clock) : IPrebuildStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PresetId, PresetSlice> _presets = [];
    private readonly Dictionary<WorkspaceId, StoredWorkspace> _workspaces = [];
    private readonly Dictionary<BuildId, StoredBuild> _builds = [];
    private readonly HashSet<BuildId> _open = [];
    private readonly HashSet<(UserId Owner, string Name)> _names = [];
    private readonly Guid _installation = Guid.NewGuid();
    private LoopSettings _settings = LoopSettings.Running;

    public InMemoryStore()
        : this(TimeProvider.System)
    {
    }

    /// <summary>The active members of the cluster, as a test wants them.</summary>
    public ConcurrentDictionary<SiloIncarnation, bool> ActiveSilos { get; } = [];

    public Task<LoopSettings> TakeSnapshot(Action<LoopSettings, PresetSlice> show, CancellationToken stop) => Locked(
        () =>
        {
            var members = Members().ToLookup(member => member.Preset);
            var changes = Changes().ToLookup(build => build.Preset);
            foreach (var slice in _presets.Values
                .Select(row => row with
                {
                    Members = [.. members[row.Preset.Id]],
                    Changes = [.. changes[row.Preset.Id]],
                })
                .Where(row => row.Preset.Live || !row.Members.IsEmpty || !row.Changes.IsEmpty))
            {
                show(_settings, slice);
            }

            return _settings;
        },
        stop);

    public async Task<Snapshot> TakeSnapshot(
        IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop)
    {
        var all = await this.TakeSnapshot(stop);
        var changed = all.Presets.RemoveAll(slice =>
            slice.Changes.IsEmpty && atRest.TryGetValue(slice.Preset.Id, out var mark) && mark == slice.Mark);
        return new Snapshot(all.Settings, changed, all.Presets.Length - changed.Length);
    }

    public Task<PresetOpening> OpenPreset(PresetId preset, SiloIncarnation? silo, CancellationToken stop) =>
        Locked<PresetOpening>(
            () =>
            {
                if (!_presets.TryGetValue(preset, out var row))
                {
                    return new PresetOpening.Unknown();
                }

                if (!IsMember(silo))
                {
                    return new PresetOpening.NotMember();
                }

                _presets[preset] = row with { Epoch = row.Epoch + 1 };
                return new PresetOpening.Opened(Slice(preset)!, _settings);
            },
            stop);

    public Task<PresetSlice?> ReadPreset(PresetId preset, CancellationToken stop) => Locked(() => Slice(preset), stop);

    public Task<Guid> ReadInstallation(CancellationToken stop) => Locked(() => _installation, stop);

    public Task<LoopSettings> ReadSettings(CancellationToken stop) => Locked(() => _settings, stop);

    public Task WriteSettings(LoopSettings settings, SiloIncarnation? silo, CancellationToken stop) => Locked(
        () =>
        {
            DemandMember(silo);
            Tell(EventKind.LoopChanged, null, EventTexts.Of(settings));
            return _settings = settings;
        },
        stop);

    public Task Ping(CancellationToken stop) => Locked(() => true, stop);

    public Task<int> Prune(DateTimeOffset before, CancellationToken stop) => Locked(
        () =>
        {
            var builds = _builds.Values.Where(row => row.GoneAt < before).Select(row => row.Build.Id).ToList();
            builds.ForEach(id => _builds.Remove(id));
            var claims = _claims.Where(row => row.Value.GoneAt < before).Select(row => row.Key).ToList();
            foreach (var key in claims)
            {
                _claimOf.Remove(_claims[key].Workspace);
                _claims.Remove(key);
            }

            return builds.Count + claims.Count + _events.RemoveAll(it => it.At < before) + PruneNotifications(before);
        },
        stop);

    private Task<T> Locked<T>(Func<T> work, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(stop);
        }

        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }

    private bool IsMember(SiloIncarnation? silo) => silo is null || ActiveSilos.ContainsKey(silo);

    private void DemandMember(SiloIncarnation? silo)
    {
        if (!IsMember(silo))
        {
            throw new NotMemberException(silo!);
        }
    }

    private PresetSlice? Slice(PresetId preset) => _presets.TryGetValue(preset, out var row)
        ? row with
        {
            Members = [.. Members().Where(member => member.Preset == preset)],
            Changes = [.. Changes().Where(build => build.Preset == preset)],
        }
        : null;

    private IEnumerable<Workspace> Members() =>
        _workspaces.Values.Select(row => row.Workspace).Where(workspace => workspace.IsMember);

    private IEnumerable<Build> Changes() => _open
        .Select(id => _builds[id])
        .Where(row => row.Build.Status != row.Applied)
        .Select(row => row.Build)
        .OrderBy(build => build.QueuedAt)
        .ThenBy(build => build.Id.Value);

    private List<StoredBuild> BuildsOf(WorkspaceId workspace) =>
        [.. _workspaces.TryGetValue(workspace, out var row) ? row.Builds.Select(id => _builds[id]) : []];

    private void Put(StoredBuild row)
    {
        _builds[row.Build.Id] = row;
        if (row.Build.IsFinished && row.Applied == row.Build.Status)
        {
            _open.Remove(row.Build.Id);
        }
        else
        {
            _open.Add(row.Build.Id);
        }
    }

    private void Put(StoredWorkspace row) => _workspaces[row.Workspace.Id] = row;

    private sealed record StoredWorkspace(
        Workspace Workspace,
        string OwnerName,
        ImmutableSortedDictionary<string, string> Outputs,
        ImmutableArray<BuildId> Builds)
    {
        public MachineId? Machine { get; init; }

        public ImmutableSortedSet<string> Sensitive { get; init; } = [];

        public ImmutableArray<(BuildId Build, byte[] State)> States { get; init; } = [];
    }

    // DueAt: when the lease runs out, or when a worker may pick the build up.
    private sealed record StoredBuild(Build Build, DateTimeOffset DueAt)
    {
        public BuildStatus Applied { get; init; }

        public Guid? Lease { get; init; }

        public string? Worker { get; init; }

        public MachineId? Machine { get; init; }

        public DateTimeOffset? OverAt { get; init; }

        public DateTimeOffset? ProbingSince { get; init; }

        public ImmutableSortedDictionary<string, string>? Outputs { get; init; }

        public ImmutableSortedSet<string> Sensitive { get; init; } = [];

        public string Log { get; init; } = "";

        public DateTimeOffset? GoneAt { get; init; }

        public bool FailureTold { get; init; }
    }
}
