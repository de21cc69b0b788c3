using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template list</c>.</summary>
internal sealed class ListTemplatesCommand : TerminalCommand
{
    /// <summary>Makes the command.</summary>
    public ListTemplatesCommand(CommandRunner runner)
        : base(runner, "list", "List the templates that are not deleted, by name") =>
        Examples = ["prebuilds template list"];

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        TemplateOutput[] result = [.. (await client.Templates.List(stop)).Select(TemplateOutput.Of)];
        session.Print(result, json => json.TemplateOutputArray, screen => TemplateOutput.Show(screen, result));
        return ExitCode.Success;
    }
}
