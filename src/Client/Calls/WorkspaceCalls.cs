using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Prebuilds.Builds;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Calls;

/// <summary>Members of pools and claimed workspaces, and their builds.</summary>
public sealed class WorkspaceCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal WorkspaceCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="ICatalogGrain.ListWorkspaces"/>
    public Task<ImmutableArray<WorkspaceEntry>> List(WorkspaceQuery query, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().ListWorkspaces(query), stop);

    /// <summary>All pages from a query's on, one call for every <see cref="WorkspaceQuery.Limit"/> rows.</summary>
    /// <param name="query">Which; its limit is the length of a page.</param>
    /// <param name="stop">Ends the reading.</param>
    public async IAsyncEnumerable<WorkspaceEntry> ListAll(
        WorkspaceQuery query, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ImmutableArray<WorkspaceEntry> page;
        do
        {
            page = await List(query, stop);
            foreach (var entry in page)
            {
                yield return entry;
            }

            query = page.IsEmpty ? query : query with { After = page[^1].Workspace.Id };
        }
        while (page.Length == query.Limit);
    }

    /// <inheritdoc cref="ICatalogGrain.GetWorkspace"/>
    public Task<WorkspaceDetails?> Get(WorkspaceId workspace, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().GetWorkspace(workspace), stop);

    /// <inheritdoc cref="ICatalogGrain.RevealOutputs"/>
    public Task<ImmutableSortedDictionary<string, string>?> Reveal(
        WorkspaceId workspace, UserId owner, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().RevealOutputs(workspace, owner), stop);

    /// <summary>A user's workspace by its name; null when the user has none of that name.</summary>
    /// <param name="owner">The user.</param>
    /// <param name="name">The name.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task<WorkspaceId?> Find(UserId owner, string name, CancellationToken stop = default)
    {
        var query = new WorkspaceQuery(Preset: null, owner, After: null, WorkspaceQuery.MaxLimit);
        await foreach (var entry in ListAll(query, stop))
        {
            if (entry.Workspace.Name == name)
            {
                return entry.Workspace.Id;
            }
        }

        return null;
    }

    /// <summary>Deletes one workspace, claimed or not.</summary>
    /// <param name="preset">The preset that it came from: its grain is the workspace's only writer.</param>
    /// <param name="workspace">Which.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Delete(
        PresetId preset, WorkspaceId workspace, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Preset(preset).DeleteWorkspace(workspace), stop);

    /// <inheritdoc cref="ICatalogGrain.GetBuild"/>
    public Task<Build?> GetBuild(BuildId build, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().GetBuild(build), stop);

    /// <inheritdoc cref="ICatalogGrain.ReadLog"/>
    public Task<string> ReadLog(BuildId build, int offset, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().ReadLog(build, offset), stop);
}
