using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace delete WORKSPACE</c>.</summary>
internal sealed class DeleteWorkspaceCommand : OperatorCommand
{
    private readonly WorkspaceTarget _target;

    /// <summary>Makes the command.</summary>
    public DeleteWorkspaceCommand(CommandRunner runner)
        : base(runner, "delete", "Delete a workspace, claimed or not")
    {
        Examples = ["prebuilds workspace delete fix-login"];
        _target = new WorkspaceTarget(this, runner);
    }

    /// <inheritdoc/>
    protected override async Task<CommandOutcome> Ask(
        PrebuildsClient client, Session session, CancellationToken stop) =>
        await _target.Find(session, client, stop) is { Entry.Workspace: var workspace }
            ? await client.Workspaces.Delete(workspace.Preset, workspace.Id, stop)
            : new CommandOutcome.NotFound(_target.Unknown(session));
}
