using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    private readonly List<PrebuildEvent> _events = [];
    private long _lastEvent;

    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query, CancellationToken stop) =>
        Locked<ImmutableArray<PrebuildEvent>>(
            () => query.After is { } after
                ? [.. _events.Where(it => it.Id > after).Take(query.Limit)]
                : [.. _events.TakeLast(query.Limit)],
            stop);

    private void Tell(
        EventKind kind,
        PresetId preset,
        WorkspaceId workspace,
        (string? Actor, string? Detail) words,
        DateTimeOffset at)
    {
        var name = _presets[preset].Preset.Name;
        Tell(new PrebuildEvent(0, at, kind, name.Template, name, workspace, words.Actor, words.Detail));
    }

    private void TellEnd(Build build, DateTimeOffset at)
    {
        if (EventTexts.KindOf(build) is { } kind)
        {
            var workspace = _workspaces.GetValueOrDefault(build.Workspace);
            var actor = build.Kind == BuildKind.Claim ? workspace?.OwnerName : null;
            var detail = build.Status switch
            {
                BuildStatus.Succeeded => workspace?.Workspace.Name,
                BuildStatus.Cancelled => build.Reason,
                _ => build.Error?.Message,
            };
            Tell(kind, build.Preset, build.Workspace, (actor, detail), at);
        }
    }

    private void TellFailing(Build build, BuildError error, DateTimeOffset at) => Tell(
        EventKind.BuildFailed, build.Preset, build.Workspace, (null, EventTexts.GoesOnFailing(Clean(error))), at);

    private void TellDeletion(WorkspaceId workspace, DateTimeOffset at)
    {
        if (_workspaces.TryGetValue(workspace, out var row) && !row.Workspace.IsMember)
        {
            var words = (row.OwnerName, row.Workspace.Name);
            Tell(EventKind.WorkspaceDeleted, row.Workspace.Preset, workspace, words, at);
        }
    }

    private WorkspaceId? Tell(PresetWrite write, PoolEvent news)
    {
        var name = _presets[write.Preset].Preset.Name;
        var detail = StoredText.Clean(news.Detail);
        Tell(new PrebuildEvent(0, write.At, news.Kind, name.Template, name, null, null, detail, news.Count));
        return null;
    }

    private void Tell(EventKind kind, string? template, string detail) =>
        Tell(new PrebuildEvent(0, clock.GetUtcNow(), kind, template, null, null, null, detail));

    private void Tell(PrebuildEvent told) =>
        _events.Add(told with { Id = ++_lastEvent, At = Instants.Kept(told.At) });
}
