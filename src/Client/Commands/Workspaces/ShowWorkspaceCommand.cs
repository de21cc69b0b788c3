using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace show WORKSPACE</c>.</summary>
internal sealed class ShowWorkspaceCommand : TerminalCommand
{
    /// <summary>
    /// Most characters of a failed hand-over's log that are shown; <c>workspace logs</c> has all of it.
    /// </summary>
    private const int MaxTail = 2_000;

    private readonly WorkspaceTarget _target;

    private readonly Option<bool> _reveal = new("--reveal")
    {
        Description =
            "Show sensitive outputs too: only to the owner, whom --user names. Nobody proves yet who they are",
    };

    /// <summary>Makes the command.</summary>
    public ShowWorkspaceCommand(CommandRunner runner)
        : base(runner, "show", "Show a workspace, what its provisioner reported, and its builds")
    {
        Examples =
        [
            "prebuilds workspace show fix-login",
            "prebuilds workspace show fix-login --user alice --output json",
            "prebuilds workspace show fix-login --reveal",
        ];
        _target = new WorkspaceTarget(this, runner);
        Add(_reveal);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } details)
        {
            return session.Fail(_target.Unknown(session));
        }

        var result = WorkspaceDetailsOutput.Of(details) with { FailedHandOverLog = await Tail(client, details, stop) };
        if (session.Get(_reveal))
        {
            if (await client.Workspaces.Reveal(
                details.Entry.Workspace.Id, _target.User(session), stop) is not { } outputs)
            {
                return session.Fail(
                    $"The workspace is not {_target.UserName(session)}'s, so its sensitive outputs are not shown. "
                    + "Name its owner with --user, or leave --reveal out.");
            }

            result = result with { Outputs = outputs, Sensitive = null };
        }

        session.Print(result, json => json.WorkspaceDetailsOutput, result.Show);
        return ExitCode.Success;
    }

    /// <summary>The end of the log of a hand-over that failed; null: none did.</summary>
    private static async Task<string?> Tail(PrebuildsClient client, WorkspaceDetails details, CancellationToken stop)
    {
        if (details.Entry.Workspace.HandOver != HandOver.Failed
            || details.Builds.FirstOrDefault(build => build.Kind == BuildKind.Claim) is not { } build)
        {
            return null;
        }

        var (tail, offset) = ("", 0);
        while (await client.Workspaces.ReadLog(build.Id, offset, stop) is { Length: > 0 } text)
        {
            offset += text.Length;
            tail += text;
            tail = tail[Math.Max(0, tail.Length - MaxTail)..];
        }

        return tail.TrimEnd();
    }
}
