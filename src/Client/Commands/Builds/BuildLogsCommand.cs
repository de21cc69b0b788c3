using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build logs BUILD [--follow]</c>.</summary>
internal sealed class BuildLogsCommand : TerminalCommand
{
    private readonly BuildTarget _target;
    private readonly FollowOption _follow = new();

    /// <summary>Makes the command.</summary>
    public BuildLogsCommand(CommandRunner runner)
        : base(runner, "logs", "Print a build's log")
    {
        Examples = ["prebuilds build logs 019765c2-7a3e-7c51-9d0b-5f2f6f0a1c11 --follow"];
        _target = new BuildTarget(this);
        Add(_follow);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } entry)
        {
            return session.Fail(_target.Unknown(session));
        }

        await new LogCopy(session, client, entry.Build.Id).Run(session.Get(_follow), stop);
        return ExitCode.Success;
    }
}
