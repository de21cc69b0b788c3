using Prebuilds.Planning;

namespace Prebuilds.Storage.Events;

/// <summary>The details of events whose kind alone does not say what happened.</summary>
public static class EventTexts
{
    /// <summary>What became of a template.</summary>
    /// <param name="deprecated">Whether it is deprecated.</param>
    /// <param name="deleted">Whether it is deleted.</param>
    public static string Of(bool deprecated, bool deleted) => (deprecated, deleted) switch
    {
        (_, true) => "deleted",
        (true, _) => "deprecated",
        _ => "in use",
    };

    /// <summary>What the loop was told.</summary>
    /// <param name="settings">Its settings from now on.</param>
    public static string Of(LoopSettings settings) => settings switch
    {
        { StopCause: { } cause } => $"stopped: {cause}",
        { Paused: true } => "paused",
        _ => "running",
    };
}
