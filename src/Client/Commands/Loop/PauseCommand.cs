using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>pause</c>.</summary>
internal sealed class PauseCommand : OperatorCommand
{
    /// <summary>Makes the command.</summary>
    public PauseCommand(CommandRunner runner)
        : base(runner, "pause", "Reconcile nothing until 'resume'; claims are still answered") =>
        Examples = ["prebuilds pause"];

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Loop.Pause(stop);
}
