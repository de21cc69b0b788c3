using System.CommandLine;
using Prebuilds.Client.Commands.Templates;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Client.Commands;

/// <summary><c>validate DIR</c>: the checks of a push, without a cluster.</summary>
internal sealed class ValidateCommand : TerminalCommand
{
    private readonly Argument<string> _directory = DirectoryArgument.Create();

    /// <summary>Makes the command.</summary>
    public ValidateCommand(CommandRunner runner)
        : base(runner, "validate", "Check a template's directory as a push would, without a cluster")
    {
        Examples = ["prebuilds validate examples/go-dev", "prebuilds validate . --output json"];
        Add(_directory);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var read = TemplateDirectory.Check(session.Require(_directory));
        if (read.Definition is not { } definition)
        {
            return Task.FromResult(Refuse(session, read.Problems));
        }

        var result = PushOutput.Of(definition, TemplateIdentity.Of(definition.Name, read.Package), active: null);
        session.Print(result, json => json.PushOutput, result.Show);
        return Task.FromResult(ExitCode.Success);
    }

    /// <summary>Tells everything that is wrong with a directory.</summary>
    public static ExitCode Refuse(Session session, IReadOnlyCollection<Problem> problems)
    {
        foreach (var problem in problems)
        {
            session.Say(problem.ToString());
        }

        var result = PushOutput.Invalid(problems);
        session.Print(result, json => json.PushOutput, result.Show);
        return session.Fail($"{problems.Count} problem(s)");
    }
}
