using Orleans;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Events;

/// <summary>Something that happened, stored together with the change that it tells of.</summary>
/// <param name="Id">Its place: later events of a preset have higher ids. Numbers may be missing.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Template">The template; null when it concerns none.</param>
/// <param name="Preset">The preset; null when it concerns none.</param>
/// <param name="Workspace">The workspace; null when it concerns none. It may be gone by now.</param>
/// <param name="Actor">Who; null when nobody in particular.</param>
/// <param name="Detail">More, as <see cref="EventKind"/> says.</param>
/// <param name="Count">How often it happened.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Event")]
public sealed record PrebuildEvent(
    long Id,
    DateTimeOffset At,
    EventKind Kind,
    string? Template,
    PresetName? Preset,
    WorkspaceId? Workspace,
    string? Actor,
    string? Detail,
    int Count = 1)
{
    /// <summary>
    /// What it concerns: events of one subject are told in order. A preset, else a template, else empty: the loop.
    /// </summary>
    public string Subject => Preset?.ToString() ?? Template ?? "";
}
