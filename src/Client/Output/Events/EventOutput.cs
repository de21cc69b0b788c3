using System.Text.Json.Serialization;
using Prebuilds.Events;

namespace Prebuilds.Client.Output.Events;

/// <summary>Something that happened.</summary>
/// <param name="Id">Its place: later events of a preset have higher ids.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Template">The template that it concerns.</param>
/// <param name="Preset">The preset that it concerns, as <c>template/preset</c>.</param>
/// <param name="Workspace">The workspace that it concerns.</param>
/// <param name="Actor">Who.</param>
/// <param name="Detail">
/// A workspace's name, an error, a version, what was replaced, or what became of a pool, a template or the loop.
/// </param>
/// <param name="Count">How often it happened, when more than once.</param>
internal sealed record EventOutput(
    long Id,
    DateTimeOffset At,
    string Kind,
    string? Template,
    string? Preset,
    Guid? Workspace,
    string? Actor,
    string? Detail,
    int? Count)
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
        told.Detail,
        told.Count > 1 ? told.Count : null);

    /// <summary>What it concerns.</summary>
    [JsonIgnore]
    public string Subject => Preset ?? Template ?? "loop";

    /// <summary>Shows it on a line of its own, so that one follows the other without a table's end.</summary>
    public void Show(Screen screen)
    {
        var times = Count is { } count ? $"×{count}" : null;
        string?[] words = [Words.Of(At), Kind, Subject, times, Workspace?.ToString(), Actor, Detail];
        screen.Line(string.Join("  ", words.OfType<string>()));
    }
}
