using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build cancel BUILD [--reason TEXT]</c>.</summary>
internal sealed class CancelBuildCommand : OperatorCommand
{
    private readonly BuildTarget _target;
    private readonly string _who;

    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Why; 'prebuilds build show' tells it, with your login name",
        HelpName = "TEXT",
    };

    /// <summary>Makes the command.</summary>
    public CancelBuildCommand(CommandRunner runner)
        : base(
            runner,
            "cancel",
            "Cancel a build that is not finished: a creation (its member goes and is replaced as the pool needs) or a "
            + "hand-over (it counts as failed; the workspace stays its owner's). A deletion is never given up")
    {
        Examples = ["prebuilds build cancel 019765c2-7a3e-7c51-9d0b-5f2f6f0a1c11 --reason 'the image is broken'"];
        _target = new BuildTarget(this);
        _who = runner.Login is { Length: > 0 } login ? login : "an operator";
        Add(_reason);
    }

    /// <inheritdoc/>
    protected override async Task<CommandOutcome> Ask(
        PrebuildsClient client, Session session, CancellationToken stop) =>
        await _target.Find(session, client, stop) is { Build: var build }
            ? await client.Builds.Cancel(build.Preset, build.Id, Reason(session), stop)
            : new CommandOutcome.NotFound(_target.Unknown(session));

    private string Reason(Session session) =>
        session.Get(_reason) is { Length: > 0 } text ? $"Cancelled by {_who}: {text}" : $"Cancelled by {_who}.";
}
