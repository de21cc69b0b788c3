using System.Collections.Immutable;
using Orleans;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Builds;

/// <summary>One attempt to create, hand over or delete a workspace.</summary>
/// <param name="Id">The build's id.</param>
/// <param name="Workspace">What it works on.</param>
/// <param name="Preset">The preset of that workspace.</param>
/// <param name="Version">The template version whose files it runs.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Priority">Who is served first.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="Attempt">
/// How often a worker has picked it up; of its probes only those count that follow the loss of a worker.
/// </param>
/// <param name="StartedAt">When a worker first picked it up; null: never.</param>
/// <param name="FinishedAt">When it succeeded, failed or was cancelled; null: not yet.</param>
/// <param name="Error">The newest error; null: none so far.</param>
/// <param name="Replacements">
/// What a hand-over replaced of the workspace, or would have, in all its attempts; default: nothing.
/// </param>
/// <param name="Reason">Why it was cancelled; null: it was not, or before reasons were kept.</param>
/// <param name="ReplacingAt">When it began to replace them; null: it did not, it would have.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Build")]
public sealed record Build(
    BuildId Id,
    WorkspaceId Workspace,
    PresetId Preset,
    TemplateVersionId Version,
    BuildKind Kind,
    BuildStatus Status,
    BuildPriority Priority,
    DateTimeOffset QueuedAt,
    int Attempt = 0,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    BuildError? Error = null,
    ImmutableArray<ResourceReplacement> Replacements = default,
    string? Reason = null,
    DateTimeOffset? ReplacingAt = null)
{
    /// <summary>Whether nothing more will happen to it.</summary>
    public bool IsFinished => Status is BuildStatus.Succeeded or BuildStatus.Failed or BuildStatus.Cancelled;
}
