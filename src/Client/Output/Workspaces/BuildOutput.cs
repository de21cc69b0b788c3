using System.Text.Json.Serialization;
using Prebuilds.Builds;

namespace Prebuilds.Client.Output.Workspaces;

/// <summary>One attempt to create, hand over or delete a workspace.</summary>
/// <param name="Id">The build's id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Attempt">How often a worker has picked it up.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="StartedAt">When a worker first picked it up.</param>
/// <param name="FinishedAt">When it succeeded, failed or was cancelled.</param>
/// <param name="Error">The newest error.</param>
/// <param name="ErrorClass">What the error means for the next try.</param>
internal sealed record BuildOutput(
    Guid Id,
    string Kind,
    string Status,
    int Attempt,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Error,
    string? ErrorClass)
{
    /// <summary>Why it was cancelled; absent: it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>What a hand-over replaced, or would have; absent: nothing.</summary>
    public ReplacementOutput[]? Replacements { get; init; }

    /// <summary>When it began to replace them; absent: it did not, it would have.</summary>
    public DateTimeOffset? ReplacingAt { get; init; }

    /// <summary>What it did to <see cref="Replacements"/>.</summary>
    [JsonIgnore]
    public string Verb => ReplacingAt is null ? "would replace" : "replaced";

    private static readonly string[] Headings =
        ["BUILD", "KIND", "STATUS", "ATTEMPT", "QUEUED", "FINISHED", "ERROR OR REASON"];

    /// <summary>The build as it is shown.</summary>
    public static BuildOutput Of(Build build) => new(
        build.Id.Value,
        Words.Of(build.Kind),
        Words.Of(build.Status),
        build.Attempt,
        build.QueuedAt,
        build.StartedAt,
        build.FinishedAt,
        build.Error?.Message,
        build.Error is { } error ? Words.Of(error.Class) : null)
    {
        Reason = build.Reason,
        Replacements = build.Replacements.IsDefaultOrEmpty
            ? null
            : [.. build.Replacements.Select(it => new ReplacementOutput(it.Address, [.. it.Paths]))],
        ReplacingAt = build.ReplacingAt,
    };

    /// <summary>Shows a list.</summary>
    public static void Show(Screen screen, IEnumerable<BuildOutput> builds) => screen.Table(
        Headings,
        builds.Select(build => (string[])
        [
            build.Id.ToString(),
            build.Kind,
            build.Status,
            Words.Of(build.Attempt),
            Words.Of(build.QueuedAt),
            Words.Of(build.FinishedAt) ?? "-",
            build.Reason ?? build.Error ?? "-",
        ]));
}
