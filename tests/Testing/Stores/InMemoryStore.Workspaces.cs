using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Storage;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    public Task<WorkspaceDetails?> ReadWorkspace(WorkspaceId workspace, CancellationToken stop) => Locked(
        () => _workspaces.TryGetValue(workspace, out var row)
            ? new WorkspaceDetails(
                Entry(row),
                row.Outputs.RemoveRange(row.Sensitive),
                [
                    .. BuildsOf(workspace)
                        .Select(build => build.Build)
                        .OrderByDescending(build => build.QueuedAt)
                        .ThenByDescending(build => build.Id.Value),
                ],
                NamesOf(row))
            : null,
        stop);

    public Task<ImmutableSortedDictionary<string, string>?> ReadOutputs(
        WorkspaceId workspace, UserId owner, CancellationToken stop) => Locked(
        () => _workspaces.TryGetValue(workspace, out var row) && row.Workspace.Owner == owner ? row.Outputs : null,
        stop);

    public Task<ReadOnlyMemory<byte>?> ReadState(WorkspaceId workspace, CancellationToken stop) => Locked(
        () => _workspaces.TryGetValue(workspace, out var row) && row.States is [.., var (_, state)]
            ? state
            : (ReadOnlyMemory<byte>?)null,
        stop);

    public Task<bool> WriteState(
        BuildId build, Guid lease, ReadOnlyMemory<byte> state, DateTimeOffset at, CancellationToken stop) => Locked(
        () =>
        {
            if (!_builds.TryGetValue(build, out var held)
                || held.Lease != lease
                || !_workspaces.TryGetValue(held.Build.Workspace, out var row)
                || (held.Build.IsFinished && (held.Build.Status != BuildStatus.Cancelled || held.DueAt <= at)))
            {
                return false;
            }

            var kept = row.States.RemoveAll(older => older.Build == build).Add((build, state.ToArray()));
            Put(row with { States = [.. kept.TakeLast(IPrebuildStore.KeptStates)] });
            return true;
        },
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

    public Task<ImmutableHashSet<WorkspaceId>> ListGone(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop) => Locked(
        () => _builds.Values
            .Where(row => row.GoneAt is not null)
            .Select(row => row.Build.Workspace)
            .Intersect(workspaces)
            .ToImmutableHashSet(),
        stop);

    private static ImmutableArray<string> NamesOf(StoredWorkspace row) =>
        row.Sensitive.IsEmpty ? default : [.. row.Outputs.Keys.Where(row.Sensitive.Contains)];

    private WorkspaceEntry Entry(StoredWorkspace row) =>
        new(row.Workspace, _presets[row.Workspace.Preset].Preset.Name, row.OwnerName);
}
