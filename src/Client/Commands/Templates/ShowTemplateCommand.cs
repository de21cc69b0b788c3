using System.CommandLine;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template show NAME</c>.</summary>
internal sealed class ShowTemplateCommand : TerminalCommand
{
    private readonly Argument<string> _name = TemplateName.Argument();

    /// <summary>Makes the command.</summary>
    public ShowTemplateCommand(CommandRunner runner)
        : base(runner, "show", "Show a template and its versions, newest first")
    {
        Examples = ["prebuilds template show go-dev"];
        Add(_name);
    }

    /// <summary>What to say when there is no such template.</summary>
    public static string Unknown(string name) =>
        $"There is no template {Quoted.Of(name)}. 'prebuilds template list' shows those that there are.";

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var name = session.Require(_name);
        var client = await session.Connect(stop);
        if (await client.Templates.Get(name, stop) is not { } template)
        {
            return session.Fail(Unknown(name));
        }

        var result = TemplateOutput.Of(template);
        session.Print(result, json => json.TemplateOutput, result.Show);
        return ExitCode.Success;
    }
}
