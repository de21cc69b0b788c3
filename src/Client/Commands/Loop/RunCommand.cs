using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>run</c>.</summary>
internal sealed class RunCommand : OperatorCommand
{
    /// <summary>Makes the command.</summary>
    public RunCommand(CommandRunner runner)
        : base(runner, "run", "Run the loop; ends an earlier 'stop'") =>
        Examples = ["prebuilds run"];

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Loop.Run(stop);
}
