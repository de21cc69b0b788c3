using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Output.Workspaces;

/// <summary>A workspace with all that is known about it.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Outputs">What its newest successful build reported, but for what only its owner may see.</param>
/// <param name="Builds">Its builds, newest first.</param>
internal sealed record WorkspaceDetailsOutput(
    WorkspaceOutput Workspace,
    ImmutableSortedDictionary<string, string> Outputs,
    BuildOutput[] Builds)
{
    /// <summary>The names of the outputs that only the owner may see; absent: none, or they were revealed.</summary>
    public string[]? Sensitive { get; init; }

    /// <summary>From the claim until it was usable; absent: it is not claimed, or not usable yet.</summary>
    public double? UsableAfterSeconds { get; init; }

    /// <summary>The end of the log of a hand-over that failed; absent: none did.</summary>
    public string? FailedHandOverLog { get; init; }

    /// <summary>The details as they are shown.</summary>
    public static WorkspaceDetailsOutput Of(WorkspaceDetails details) => new(
        WorkspaceOutput.Of(details.Entry), details.Outputs, [.. details.Builds.Select(BuildOutput.Of)])
    {
        Sensitive = details.Sensitive.IsDefaultOrEmpty ? null : [.. details.Sensitive],
        UsableAfterSeconds = UsableAfter(details)?.TotalSeconds,
    };

    /// <summary>Shows them.</summary>
    public void Show(Screen screen)
    {
        screen.Fields(
        [
            ("id", Workspace.Id.ToString()),
            ("name", Workspace.Name),
            ("preset", Workspace.Preset),
            ("version", Workspace.Version.ToString()),
            ("owner", $"{Workspace.Owner.Name} ({Workspace.Owner.Id})"),
            ("phase", Workspace.Phase),
            ("ready", Workspace.State),
            ("hand-over", Workspace.HandOver),
            ("created", Words.Of(Workspace.CreatedAt)),
            ("claimed", Words.Of(Workspace.ClaimedAt)),
            ("usable", UsableAfterSeconds is { } after ? $"{Words.Of(after)} s after the claim" : null),
            .. Outputs.Select(output => ($"output {output.Key}", (string?)output.Value)),
            .. (Sensitive ?? []).Select(name => ($"output {name}", (string?)"(sensitive; its owner may --reveal it)")),
            .. Builds.SelectMany(
                build => build.Replacements ?? [], (build, it) => (build.Verb, (string?)it.ToString())).Distinct(),
        ]);
        screen.Line("");
        BuildOutput.Show(screen, Builds);
        if (FailedHandOverLog is { } log)
        {
            screen.Line("");
            screen.Line("The hand-over failed; the workspace is still its owner's. The end of its log:");
            foreach (var line in log.Split('\n'))
            {
                screen.Line($"  {line}");
            }
        }
    }

    /// <summary>Without a claim step a workspace is usable when it is claimed.</summary>
    private static TimeSpan? UsableAfter(WorkspaceDetails details) => details.Entry.Workspace switch
    {
        { ClaimedAt: null } => null,
        { HandOver: HandOver.None } => TimeSpan.Zero,
        { HandOver: HandOver.Done, ClaimedAt: { } claimed } => details.Builds
            .FirstOrDefault(build => build is { Kind: BuildKind.Claim, Status: BuildStatus.Succeeded })
            ?.FinishedAt - claimed,
        _ => null,
    };
}
