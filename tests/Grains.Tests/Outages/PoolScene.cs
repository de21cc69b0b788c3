using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Grains.Tests.Rollouts;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>
/// One pool without Orleans, over a store that can fail; nothing ticks, and time stands still unless it is moved.
/// </summary>
internal sealed class PoolScene : IAsyncDisposable
{
    private readonly ServiceProvider _metrics = new ServiceCollection()
        .AddMetrics().AddSingleton<PrebuildsMetrics>().BuildServiceProvider();
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly ClaimWriter _claims;
    private readonly List<(BuildLease Lease, DateTimeOffset Since)> _underWay = [];

    private PoolScene()
    {
        Members = new MemberCount(Truth);
        Store = new UnsteadyStore(Members);
        _claims = new ClaimWriter(Store, Clock, NullLogger<ClaimWriter>.Instance);
    }

    public InMemoryStore Truth { get; } = new();

    /// <summary>Counts after each write that takes effect.</summary>
    public MemberCount Members { get; }

    public UnsteadyStore Store { get; }

    public FakeTimeProvider Clock { get; } = new(A.Noon);

    public PresetId Preset { get; } = new PresetName("t", "p").ToId();

    public PoolKeeper Keeper { get; private set; } = null!;

    /// <summary>Chooses the ids of members and builds.</summary>
    public NewId NewId { get; set; } = Guid.CreateVersion7;

    /// <summary>Opens a pool with that many ready members.</summary>
    public static async Task<PoolScene> Start(int instances, Rollout? rollout = null)
    {
        var scene = new PoolScene();
        await scene.Promote(A.Version, instances, rollout);
        scene.Keeper = (await scene.Turn(() => PoolKeeper.Open(scene.Services(), scene.Preset, () => { }, default)))!;
        await scene.LookAgain();
        await scene.Build();
        return scene;
    }

    /// <summary>Makes a version the active one; the pool does not learn it.</summary>
    public Task Promote(TemplateVersionId version, int instances, Rollout? rollout = null)
    {
        var pool = new PoolSettings(instances, null, TimeSpan.FromMinutes(5), null);
        var definition = new PresetDefinition(
            "p",
            ImmutableSortedDictionary<string, string>.Empty,
            pool with { Rollout = rollout ?? pool.Rollout });
        return Truth.PushVersion(
            new TemplateVersion(
                version, new TemplateDefinition("t", ProvisionerKind.Script, [], [definition]), false, A.Noon),
            new TemplatePackage([]),
            activate: true,
            default);
    }

    /// <summary>A worker does all that is queued, with that result, and the pool learns it.</summary>
    public async Task Build(BuildResult? result = null)
    {
        while (await Lease() is { } lease)
        {
            await End(lease, result ?? new BuildResult.Succeeded(null));
        }
    }

    /// <summary>A worker with room for all takes up what is queued, and the pool learns it.</summary>
    public async Task BeginBuilds()
    {
        while (await Lease() is { } lease)
        {
            _underWay.Add((lease, Clock.GetUtcNow()));
            await Turn(() => Keeper.BuildChanged(lease.Build));
        }
    }

    /// <summary>The worker ends well what it has begun so long ago, and the pool learns it.</summary>
    public async Task EndBuilds(TimeSpan age)
    {
        var due = _underWay.Where(it => Clock.GetUtcNow() - it.Since >= age).ToList();
        foreach (var it in due)
        {
            _underWay.Remove(it);
            await End(it.Lease, new BuildResult.Succeeded(null));
        }
    }

    public Task<ClaimOutcome> Claim(string request) =>
        Turn(() => Keeper.Claim(new ClaimRequest(request, UserIds.FromName("ada"), "ada", $"ws-{request}")));

    /// <summary>The pool looks again, after all that it is about to do by itself.</summary>
    public Task LookAgain() => Turn(Keeper.DefinitionChanged);

    /// <summary>A tick shows the pool what is stored.</summary>
    public async Task<PresetReport> Tick()
    {
        var slice = (await Truth.ReadPreset(Preset, default))!;
        return await Turn(() => Keeper.Reconcile(slice, LoopSettings.Running));
    }

    /// <summary>An operator lets creation go on.</summary>
    public Task Resume() => Turn(Keeper.Resume);

    /// <summary>Every workspace, claimed ones too.</summary>
    public async Task<ImmutableArray<Workspace>> Rows()
    {
        var rows = await Truth.ListWorkspaces(new WorkspaceQuery(Preset, null, null, WorkspaceQuery.MaxLimit), default);
        return [.. rows.Select(row => row.Workspace)];
    }

    public async ValueTask DisposeAsync()
    {
        await Turn(async () => await Keeper.DisposeAsync());
        await _claims.DisposeAsync();
        await _metrics.DisposeAsync();
    }

    private Task<BuildLease?> Lease()
    {
        var now = Clock.GetUtcNow();
        var machine = new MachineId(A.Id("machine"));
        return Truth.LeaseBuild(
            new LeaseRequest("w", Guid.NewGuid(), now, now.AddMinutes(1), machine, now), default);
    }

    private async Task End(BuildLease lease, BuildResult result)
    {
        await Truth.FinishBuild(lease.Build.Id, lease.Lease, result, Clock.GetUtcNow(), default);
        var build = await Truth.ReadBuild(lease.Build.Id, default);
        await Turn(() => Keeper.BuildChanged(build!));
    }

    private KeeperServices Services() => new(
        Store,
        _claims,
        new BuildSignal(),
        _metrics.GetRequiredService<PrebuildsMetrics>(),
        Options.Create(new GrainsOptions()),
        Clock,
        now => NewId(now),
        NullLogger<PoolKeeper>.Instance);

    /// <summary>A pool is not thread-safe: one turn at a time, as in a grain.</summary>
    private Task<T> Turn<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap();

    private Task Turn(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap();
}
