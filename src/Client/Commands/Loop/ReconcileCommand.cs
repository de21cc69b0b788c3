using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>reconcile</c>.</summary>
internal sealed class ReconcileCommand : TerminalCommand
{
    /// <summary>Makes the command.</summary>
    public ReconcileCommand(CommandRunner runner)
        : base(runner, "reconcile", "Make one pass over all presets now, or join the one in flight") =>
        Examples = ["prebuilds reconcile"];

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        var result = PassOutput.Of(await client.Loop.ReconcileAll(stop));
        foreach (var error in result.Errors)
        {
            session.Say(error);
        }

        session.Print(result, json => json.PassOutput, result.Show);
        return result.Errors.Length == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
