namespace Prebuilds.Client.Output.Builds;

/// <summary>A build with the end of its log.</summary>
/// <param name="Build">The build.</param>
/// <param name="LogTail">The last lines of its log.</param>
internal sealed record BuildDetailsOutput(BuildEntryOutput Build, string[] LogTail)
{
    /// <summary>Shows it.</summary>
    public void Show(Screen screen)
    {
        screen.Fields(
        [
            ("id", Build.Id.ToString()),
            ("kind", Build.Kind),
            ("status", Build.Status),
            ("priority", Build.Priority),
            ("preset", Build.Preset),
            ("workspace", Build.WorkspaceName is { } name ? $"{name} ({Build.Workspace})" : Build.Workspace.ToString()),
            ("version", Build.Version.ToString()),
            ("attempt", Words.Of(Build.Attempt)),
            ("queued", Words.Of(Build.QueuedAt)),
            ("due", Words.Of(Build.DueAt)),
            ("started", Words.Of(Build.StartedAt)),
            ("finished", Words.Of(Build.FinishedAt)),
            ("worker", Build.Worker),
            ("machine", Build.Machine?.ToString()),
            ("error", Build.Error),
            ("error class", Build.ErrorClass),
            ("reason", Build.Reason),
        ]);
        screen.Line("");
        foreach (var line in LogTail)
        {
            screen.Line(line);
        }
    }
}
