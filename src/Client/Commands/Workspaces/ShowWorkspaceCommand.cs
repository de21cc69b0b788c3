using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace show WORKSPACE</c>.</summary>
internal sealed class ShowWorkspaceCommand : TerminalCommand
{
    private readonly WorkspaceTarget _target;

    /// <summary>Makes the command.</summary>
    public ShowWorkspaceCommand(CommandRunner runner)
        : base(runner, "show", "Show a workspace, what its provisioner reported, and its builds")
    {
        Examples =
        [
            "prebuilds workspace show fix-login",
            "prebuilds workspace show fix-login --user alice --output json",
        ];
        _target = new WorkspaceTarget(this, runner);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } details)
        {
            return session.Fail(_target.Unknown(session));
        }

        var result = WorkspaceDetailsOutput.Of(details);
        session.Print(result, json => json.WorkspaceDetailsOutput, result.Show);
        return ExitCode.Success;
    }
}
