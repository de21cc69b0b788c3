using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;
using Prebuilds.Templates;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template promote NAME VERSION</c>.</summary>
internal sealed class PromoteCommand : OperatorCommand
{
    private readonly Argument<string> _name = TemplateName.Argument();

    private readonly Argument<Guid> _version = new("VERSION")
    {
        Description = "The version's UUID, as 'template show' lists it",
    };

    /// <summary>Makes the command.</summary>
    public PromoteCommand(CommandRunner runner)
        : base(runner, "promote", "Make a stored version the active one; its pools replace those of the version before")
    {
        Examples = ["prebuilds template promote go-dev 0b4e8f5e-6a0e-5f0c-9d53-1f1f6a1b2c3d"];
        Add(_name);
        Add(_version);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Templates.Promote(session.Require(_name), new TemplateVersionId(session.Require(_version)), stop);
}
