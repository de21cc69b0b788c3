using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Grains.Execution;
using Prebuilds.Grains.Hosting;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rollouts;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Catalog;

/// <summary>Reads the store for whoever asks.</summary>
/// <param name="store">The truth.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
[StatelessWorker]
public sealed class CatalogGrain(IPrebuildStore store, IOptions<GrainsOptions> options, TimeProvider clock)
    : Grain, ICatalogGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Template>> ListTemplates() => store.ListTemplates(CancellationToken.None);

    /// <inheritdoc/>
    public Task<Template?> GetTemplate(string name) => store.ReadTemplate(name, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<ImmutableArray<PresetStatus>> ListPresets()
    {
        var snapshot = await store.TakeSnapshot(CancellationToken.None);
        var replaced = await store.CountReplaced(CancellationToken.None);
        return
        [
            .. snapshot.Presets
                .Select(slice => Status(slice, replaced))
                .OrderBy(status => status.Preset.Name.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<PresetStatus?> GetPreset(PresetId preset) =>
        await store.ReadPreset(preset, CancellationToken.None) is { } slice
            ? Status(slice, await store.CountReplaced(CancellationToken.None))
            : null;

    /// <inheritdoc/>
    public Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query) =>
        store.ListWorkspaces(
            query with { Limit = Math.Clamp(query.Limit, 1, WorkspaceQuery.MaxLimit) }, CancellationToken.None);

    /// <inheritdoc/>
    public Task<WorkspaceDetails?> GetWorkspace(WorkspaceId workspace) =>
        store.ReadWorkspace(workspace, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<string, string>?> RevealOutputs(WorkspaceId workspace, UserId owner)
    {
        try
        {
            return await store.ReadOutputs(workspace, owner, CancellationToken.None);
        }
        catch (SealException error)
        {
            throw new InvalidOperationException(error.Message);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query) =>
        store.ListClaims(
            query with { Limit = Math.Clamp(query.Limit, 1, ClaimQuery.MaxLimit) }, CancellationToken.None);

    /// <inheritdoc/>
    public Task<Build?> GetBuild(BuildId build) => store.ReadBuild(build, CancellationToken.None);

    /// <inheritdoc/>
    public Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query) =>
        store.ListBuilds(
            query with { Limit = Math.Clamp(query.Limit, 1, BuildQuery.MaxLimit) }, CancellationToken.None);

    /// <inheritdoc/>
    public Task<BuildEntry?> GetBuildEntry(BuildId build) => store.ReadBuildEntry(build, CancellationToken.None);

    /// <inheritdoc/>
    public Task<string> ReadLog(BuildId build, int offset) =>
        store.ReadLog(build, Math.Max(0, offset), CancellationToken.None);

    /// <inheritdoc/>
    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query) =>
        store.ReadEvents(
            query with { Limit = Math.Clamp(query.Limit, 1, EventQuery.MaxLimit) }, CancellationToken.None);

    private PresetStatus Status(PresetSlice slice, ImmutableDictionary<PresetId, int> replaced)
    {
        var now = clock.Now();
        var failures = FailureFacts.Of(slice.Preset, options.Value.FailurePolicy, now);
        var plan = PoolDecision.Of(
            new PresetSnapshot(slice.Preset, slice.Members, failures), now, () => Guid.CreateVersion7(now));
        var failed = slice.Members.Count(member => member.Phase == WorkspacePhase.Failed);
        return new PresetStatus(slice.Preset, plan, failures, failed)
        {
            ReplacedHandOvers = replaced.GetValueOrDefault(slice.Preset.Id),
            Rollout = RolloutProgress.Of(slice.Preset, slice.Members, now),
        };
    }
}
