using System.Collections.Immutable;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Output.Workspaces;

/// <summary>A workspace with all that is known about it.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Outputs">What its newest successful build reported.</param>
/// <param name="Builds">Its builds, newest first.</param>
internal sealed record WorkspaceDetailsOutput(
    WorkspaceOutput Workspace,
    ImmutableSortedDictionary<string, string> Outputs,
    BuildOutput[] Builds)
{
    /// <summary>The details as they are shown.</summary>
    public static WorkspaceDetailsOutput Of(WorkspaceDetails details) => new(
        WorkspaceOutput.Of(details.Entry), details.Outputs, [.. details.Builds.Select(BuildOutput.Of)]);

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
            ("ready", Words.Of(Workspace.Ready)),
            ("hand-over", Workspace.HandOver),
            ("created", Words.Of(Workspace.CreatedAt)),
            ("claimed", Words.Of(Workspace.ClaimedAt)),
            .. Outputs.Select(output => ($"output {output.Key}", (string?)output.Value)),
        ]);
        screen.Line("");
        BuildOutput.Show(screen, Builds);
    }
}
