using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Client.Commands.Builds;
using Prebuilds.Client.Terminal;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace logs WORKSPACE [--follow]</c>.</summary>
internal sealed class LogsCommand : TerminalCommand
{
    private readonly WorkspaceTarget _target;

    private readonly Option<Guid?> _build = new("--build")
    {
        Description = "Of this build. Default: the workspace's newest",
        HelpName = "UUID",
    };

    private readonly FollowOption _follow = new();

    /// <summary>Makes the command.</summary>
    public LogsCommand(CommandRunner runner)
        : base(runner, "logs", "Print the log of a workspace's build")
    {
        Examples = ["prebuilds workspace logs fix-login --follow"];
        _target = new WorkspaceTarget(this, runner);
        Add(_build);
        Add(_follow);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } details)
        {
            return session.Fail(_target.Unknown(session));
        }

        if (Choose(details, session.Get(_build)) is not { } build)
        {
            return session.Fail("The workspace has no such build. 'prebuilds workspace show' lists its builds.");
        }

        await new LogCopy(session, client, build).Run(session.Get(_follow), stop);
        return ExitCode.Success;
    }

    private static BuildId? Choose(WorkspaceDetails details, Guid? wanted) => details.Builds
        .Where(build => wanted is null || build.Id.Value == wanted)
        .Select(build => (BuildId?)build.Id)
        .FirstOrDefault();
}
