using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template deprecate NAME</c>.</summary>
internal sealed class DeprecateCommand : OperatorCommand
{
    private readonly Argument<string> _name = TemplateName.Argument();

    private readonly Option<bool> _undo = new("--undo") { Description = "Keep the template's pools again" };

    /// <summary>Makes the command.</summary>
    public DeprecateCommand(CommandRunner runner)
        : base(runner, "deprecate", "Drain a template's pools, because nobody should start with it any more")
    {
        Examples = ["prebuilds template deprecate go-dev", "prebuilds template deprecate go-dev --undo"];
        Add(_name);
        Add(_undo);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Templates.Deprecate(session.Require(_name), deprecated: !session.Get(_undo), stop);
}
