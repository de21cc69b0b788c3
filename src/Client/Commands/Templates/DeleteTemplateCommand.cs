using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template delete NAME</c>.</summary>
internal sealed class DeleteTemplateCommand : OperatorCommand
{
    private readonly Argument<string> _name = TemplateName.Argument();

    /// <summary>Makes the command.</summary>
    public DeleteTemplateCommand(CommandRunner runner)
        : base(
            runner,
            "delete",
            "Drain a template's pools and hide it; claimed workspaces stay, pushing it again revives it")
    {
        Examples = ["prebuilds template delete go-dev"];
        Add(_name);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Templates.Delete(session.Require(_name), stop);
}
