using System.CommandLine;
using System.Diagnostics;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains.Templates;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template push DIR</c>: stores a directory as a version.</summary>
internal sealed class PushCommand : TerminalCommand
{
    private readonly Argument<string> _directory = DirectoryArgument.Create();

    private readonly Option<bool> _inactive = new("--no-activate")
    {
        Description = "Store the version, and keep the pools of the one that is active. "
            + "Default: the new one is activated",
    };

    /// <summary>Makes the command.</summary>
    public PushCommand(CommandRunner runner)
        : base(
            runner,
            "push",
            "Check a template's directory and store it as a version; the same content is the same version")
    {
        Examples = ["prebuilds template push examples/go-dev", "prebuilds template push . --no-activate"];
        Add(_directory);
        Add(_inactive);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var read = TemplateDirectory.Check(session.Require(_directory));
        if (read.Definition is not { } definition)
        {
            return ValidateCommand.Refuse(session, read.Problems);
        }

        var client = await session.Connect(stop);
        var activate = !session.Get(_inactive);
        switch (await client.Templates.Push(definition.Name, read.Package, activate, stop))
        {
            case PushOutcome.Pushed pushed:
                var result = PushOutput.Of(pushed.Version.Definition, pushed.Version.Id, pushed.Active);
                session.Print(result, json => json.PushOutput, result.Show);
                return ExitCode.Success;
            case PushOutcome.Invalid invalid:
                return ValidateCommand.Refuse(session, invalid.Problems);
            default:
                throw new UnreachableException();
        }
    }
}
