using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>stop --cause TEXT</c>.</summary>
internal sealed class StopCommand : OperatorCommand
{
    private readonly Option<string> _cause = new("--cause")
    {
        Description = "Why; it is logged, and shown by 'status'",
        HelpName = "TEXT",
        Required = true,
    };

    /// <summary>Makes the command.</summary>
    public StopCommand(CommandRunner runner)
        : base(runner, "stop", "Stop the loop until 'run', after the pass in flight; claims are still answered")
    {
        Examples = ["prebuilds stop --cause 'the provider is down'"];
        _cause.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("--cause is empty. Say why the loop is stopped: others will read it.");
            }
        });
        Add(_cause);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Loop.Stop(session.Require(_cause), stop);
}
