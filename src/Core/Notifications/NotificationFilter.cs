using System.Collections.Immutable;
using Prebuilds.Events;

namespace Prebuilds.Notifications;

/// <summary>Which events somebody wants to be told of.</summary>
/// <param name="Kinds">These kinds; empty: all that ask for attention, <see cref="Routine"/> ones left out.</param>
/// <param name="Templates">Those of these templates, and those that concern no template; empty: of all.</param>
public sealed record NotificationFilter(ImmutableArray<EventKind> Kinds, ImmutableArray<string> Templates)
{
    /// <summary>Kinds that happen all day long while everything is well; they are told to whoever names them.</summary>
    public static ImmutableArray<EventKind> Routine { get; } =
        [EventKind.Claimed, EventKind.HandedOver, EventKind.WorkspaceDeleted];

    /// <summary>All that ask for attention, of every template.</summary>
    public static NotificationFilter Attention { get; } = new([], []);

    /// <summary>Whether the event is told. Who hears of failed builds hears of the recovery too.</summary>
    /// <param name="told">The event.</param>
    public bool Passes(PrebuildEvent told) =>
        HasKind(told.Kind) && (Templates.IsEmpty || told.Template is null || Templates.Contains(told.Template));

    private bool HasKind(EventKind kind) => Kinds.IsEmpty
        ? !Routine.Contains(kind)
        : Kinds.Contains(kind) || (kind == EventKind.Recovered && Kinds.Contains(EventKind.BuildFailed));
}
