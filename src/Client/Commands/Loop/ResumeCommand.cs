using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>resume</c>.</summary>
internal sealed class ResumeCommand : OperatorCommand
{
    /// <summary>Makes the command.</summary>
    public ResumeCommand(CommandRunner runner)
        : base(runner, "resume", "End a pause") =>
        Examples = ["prebuilds resume"];

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Loop.Resume(stop);
}
