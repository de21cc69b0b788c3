using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build retry BUILD</c>.</summary>
internal sealed class RetryBuildCommand : OperatorCommand
{
    private readonly BuildTarget _target;

    /// <summary>Makes the command.</summary>
    public RetryBuildCommand(CommandRunner runner)
        : base(
            runner,
            "retry",
            "Try a build again: one that waits for its next try is due at once, a hand-over that failed is queued "
            + "anew. A creation that failed is not repeated; its pool makes another member")
    {
        Examples = ["prebuilds build retry 019765c2-7a3e-7c51-9d0b-5f2f6f0a1c11"];
        _target = new BuildTarget(this);
    }

    /// <inheritdoc/>
    protected override async Task<CommandOutcome> Ask(
        PrebuildsClient client, Session session, CancellationToken stop) =>
        await _target.Find(session, client, stop) is { Build: var build }
            ? await client.Builds.Retry(build.Preset, build.Id, stop)
            : new CommandOutcome.NotFound(_target.Unknown(session));
}
