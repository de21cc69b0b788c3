using Prebuilds.Client.Output;
using Prebuilds.Grains;

namespace Prebuilds.Client.Terminal;

/// <summary>A command whose answer is that it is done, or why not.</summary>
internal abstract class OperatorCommand(CommandRunner runner, string name, string description)
    : TerminalCommand(runner, name, description)
{
    /// <summary>Gives the command to the cluster.</summary>
    protected abstract Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop);

    /// <inheritdoc/>
    protected sealed override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        var result = CommandOutput.Of(await Ask(client, session, stop));
        if (result.Outcome != CommandOutput.Done)
        {
            session.Say(result.Message);
        }

        session.Print(result, json => json.CommandOutput, result.Show);
        return result.Outcome == CommandOutput.Done ? ExitCode.Success : ExitCode.Failure;
    }
}
