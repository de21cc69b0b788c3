using Prebuilds.Builds.Lists;

namespace Prebuilds.Client.Output.Builds;

/// <summary>A build in a list of builds.</summary>
/// <param name="Id">The build's id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Priority">Who is served first.</param>
/// <param name="Preset">The preset's full name.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Version">The template version whose files it runs.</param>
/// <param name="Attempt">How often a worker has picked it up.</param>
/// <param name="QueuedAt">When it was queued.</param>
internal sealed record BuildEntryOutput(
    Guid Id,
    string Kind,
    string Status,
    string Priority,
    string Preset,
    Guid Workspace,
    Guid Version,
    int Attempt,
    DateTimeOffset QueuedAt) : IListed<Guid>
{
    /// <inheritdoc/>
    public static string[] Headings { get; } =
        ["BUILD", "KIND", "STATUS", "PRESET", "WORKSPACE", "ATTEMPT", "QUEUED", "FINISHED", "ERROR OR REASON"];

    /// <summary>The workspace's name; it has none when it is gone.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>When a worker may pick it up, or when the lease of the one that has it ends.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When a worker first picked it up.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it succeeded, failed or was cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The worker that has it, or had it last.</summary>
    public string? Worker { get; init; }

    /// <summary>The machine that goes on with it.</summary>
    public Guid? Machine { get; init; }

    /// <summary>The newest error.</summary>
    public string? Error { get; init; }

    /// <summary>What the error means for the next try.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>The entry as it is shown.</summary>
    public static BuildEntryOutput Of(BuildEntry entry)
    {
        var build = entry.Build;
        return new BuildEntryOutput(
            build.Id.Value,
            Words.Of(build.Kind),
            Words.Of(build.Status),
            Words.Of(build.Priority),
            entry.PresetName.ToString(),
            build.Workspace.Value,
            build.Version.Value,
            build.Attempt,
            build.QueuedAt)
        {
            WorkspaceName = entry.WorkspaceName,
            DueAt = entry.DueAt,
            StartedAt = build.StartedAt,
            FinishedAt = build.FinishedAt,
            Worker = entry.Worker,
            Machine = entry.Machine?.Value,
            Error = build.Error?.Message,
            ErrorClass = build.Error is { } error ? Words.Of(error.Class) : null,
            Reason = build.Reason,
        };
    }

    /// <inheritdoc/>
    public string[] Row() =>
    [
        Id.ToString(),
        Kind,
        Status,
        Preset,
        WorkspaceName ?? Workspace.ToString(),
        Words.Of(Attempt),
        Words.Of(QueuedAt),
        Words.Of(FinishedAt) ?? "-",
        Reason ?? Error ?? "-",
    ];
}
