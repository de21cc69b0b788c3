using Prebuilds.Events;

namespace Prebuilds.Client.Output;

/// <summary>Something that happened.</summary>
/// <param name="Id">Its place: later events of a preset have higher ids.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Template">The template that it concerns.</param>
/// <param name="Preset">The preset that it concerns, as <c>template/preset</c>.</param>
/// <param name="Workspace">The workspace that it concerns.</param>
/// <param name="Actor">Who.</param>
/// <param name="Detail">A claimed workspace's name, an error, a version, what was replaced, or what became of a template or the loop.</param>
internal sealed record EventOutput(
    long Id,
    DateTimeOffset At,
    string Kind,
    string? Template,
    string? Preset,
    Guid? Workspace,
    string? Actor,
    string? Detail)
{
    /// <summary>The event as it is shown.</summary>
    public static EventOutput Of(PrebuildEvent told) => new(
        told.Id,
        told.At,
        Words.Of(told.Kind),
        told.Template,
        told.Preset?.ToString(),
        told.Workspace?.Value,
        told.Actor,
        told.Detail);

    /// <summary>Shows it on a line of its own, so that one follows the other without a table's end.</summary>
    public void Show(Screen screen)
    {
        string?[] words = [Words.Of(At), Kind, Preset ?? Template ?? "loop", Workspace?.ToString(), Actor, Detail];
        screen.Line(string.Join("  ", words.OfType<string>()));
    }
}
