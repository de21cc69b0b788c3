using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing;

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

    private void Tell(EventKind kind, string? template, string detail) =>
        Tell(new PrebuildEvent(0, clock.GetUtcNow(), kind, template, null, null, null, detail));

    private void Tell(PrebuildEvent told) =>
        _events.Add(told with { Id = ++_lastEvent, At = Instants.Kept(told.At) });
}
