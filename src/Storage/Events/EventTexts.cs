using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Storage.Events;

/// <summary>What events say of what happened.</summary>
public static class EventTexts
{
    /// <summary>What the end of a build is told as; null: not at all.</summary>
    /// <param name="build">The build, at the status that its workspace's row was given.</param>
    public static EventKind? KindOf(Build build) => (build.Kind, build.Status) switch
    {
        (BuildKind.Claim, BuildStatus.Succeeded) => EventKind.HandedOver,
        (BuildKind.Claim, BuildStatus.Failed or BuildStatus.Cancelled) => EventKind.HandOverFailed,
        (_, BuildStatus.Failed) => EventKind.BuildFailed,
        _ => null,
    };

    /// <summary>What is said of a build that fails again and again, and is tried again.</summary>
    /// <param name="error">Its newest error.</param>
    public static string GoesOnFailing(BuildError error) => $"It goes on failing, and is tried again: {error.Message}";

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
