using System.Collections.Immutable;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing;

public sealed partial class InMemoryStore
{
    public Task<WorkspaceDetails?> ReadWorkspace(WorkspaceId workspace, CancellationToken stop) => Locked(
        () => _workspaces.TryGetValue(workspace, out var row)
            ? new WorkspaceDetails(
                Entry(row),
                row.Outputs,
                [
                    .. BuildsOf(workspace)
                        .Select(build => build.Build)
                        .OrderByDescending(build => build.QueuedAt)
                        .ThenByDescending(build => build.Id.Value),
                ])
            : null,
        stop);

    public Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, WorkspaceQuery.MaxLimit);
        return Locked<ImmutableArray<WorkspaceEntry>>(
            () =>
            [
                .. _workspaces.Values
                    .Where(row => query.Preset is null || row.Workspace.Preset == query.Preset)
                    .Where(row => query.Owner is null || row.Workspace.Owner == query.Owner)
                    .Where(row => query.After is not { } after || row.Workspace.Id.Value > after.Value)
                    .OrderBy(row => row.Workspace.Id.Value)
                    .Take(query.Limit)
                    .Select(Entry),
            ],
            stop);
    }

    public Task<ImmutableHashSet<WorkspaceId>> ListWorkspaceIds(CancellationToken stop) =>
        Locked(() => _workspaces.Keys.ToImmutableHashSet(), stop);

    private WorkspaceEntry Entry(StoredWorkspace row) =>
        new(row.Workspace, _presets[row.Workspace.Preset].Preset.Name, row.OwnerName);
}
