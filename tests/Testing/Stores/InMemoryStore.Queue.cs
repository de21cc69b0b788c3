using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    public Task<BuildEntry?> ReadBuildEntry(BuildId build, CancellationToken stop) =>
        Locked(() => _builds.TryGetValue(build, out var row) ? Entry(row) : null, stop);

    public Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, BuildQuery.MaxLimit);
        return Locked<ImmutableArray<BuildEntry>>(
            () =>
            [
                .. (query.Order == BuildOrder.Queue ? Queued(query.After) : Newest(query.After))
                    .Where(row => query.Template is null || TemplateOf(row) == query.Template)
                    .Where(row => query.Preset is null || row.Build.Preset == query.Preset)
                    .Where(row => query.Workspace is null || row.Build.Workspace == query.Workspace)
                    .Where(row => query.Kind is null || row.Build.Kind == query.Kind)
                    .Where(row => query.Status is null || row.Build.Status == query.Status)
                    .Take(query.Limit)
                    .Select(Entry),
            ],
            stop);
    }

    private IEnumerable<StoredBuild> Newest(BuildId? after) => _builds.Values
        .Where(row => after is not { } last || row.Build.Id.Value < last.Value)
        .OrderByDescending(row => row.Build.Id.Value);

    private IEnumerable<StoredBuild> Queued(BuildId? after)
    {
        var queue = _builds.Values.Where(row => !row.Build.IsFinished).OrderBy(Urgency);
        return after is not { } id ? queue
            : _builds.TryGetValue(id, out var last)
                ? queue.Where(row => Comparer<(BuildPriority, DateTimeOffset, Guid)>.Default.Compare(
                    Urgency(row), Urgency(last)) > 0)
                : [];
    }

    private BuildEntry Entry(StoredBuild row) => new(
        row.Build,
        _presets[row.Build.Preset].Preset.Name,
        _workspaces.GetValueOrDefault(row.Build.Workspace)?.Workspace.Name,
        row.Worker,
        row.Machine,
        row.Build.IsFinished ? null : row.DueAt);

    private WorkspaceId? Withdraw(PresetWrite write, PresetChange.Withdraw change)
    {
        if (!_builds.TryGetValue(change.Build.Id, out var build)
            || build.Build.IsFinished
            || build.Build.Kind == BuildKind.Delete
            || Find(write, build.Build.Workspace) is not { Workspace.Phase: not WorkspacePhase.Deleting } row
            || (build.Build.Kind == BuildKind.Create && !row.Workspace.IsMember))
        {
            return change.Build.Workspace;
        }

        Withdraw(row.Workspace.Id, write.At, change.Reason);
        var (phase, ready, handOver) = change.After;
        Put(row with
        {
            Workspace = row.Workspace with { Phase = phase, Ready = ready, HandOver = handOver },
            Machine = build.Machine ?? row.Machine,
        });
        if (change.Deletion is { } deletion)
        {
            Queue(deletion, row.Workspace.Id, (BuildKind.Delete, BuildPriority.Person), write.At);
        }

        TellEnd(_builds[change.Build.Id].Build, write.At);
        return null;
    }

    private WorkspaceId? Hasten(PresetWrite write, PresetChange.Hasten change)
    {
        if (!_builds.TryGetValue(change.Build.Id, out var row)
            || row.Build.Preset != write.Preset
            || row.Build.Status != BuildStatus.Queued
            || row.Lease is not null)
        {
            return change.Build.Workspace;
        }

        Put(row with { DueAt = write.At });
        return null;
    }

    private WorkspaceId? HandOverAgain(PresetWrite write, PresetChange.HandOverAgain change)
    {
        if (Find(write, change.Workspace) is not { Workspace.HandOver: HandOver.Failed } row
            || row.Workspace.Owner != change.Owner
            || row.Workspace.Phase == WorkspacePhase.Deleting)
        {
            return change.Workspace;
        }

        Put(row with { Workspace = row.Workspace with { HandOver = HandOver.Pending } });
        Queue(change.Build, change.Workspace, (BuildKind.Claim, BuildPriority.Person), write.At);
        return null;
    }
}
