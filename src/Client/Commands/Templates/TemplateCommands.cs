using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Templates;

/// <summary>The noun <c>template</c>.</summary>
internal static class TemplateCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) => new("template", "Versions of templates")
    {
        new PushCommand(runner),
        new ListTemplatesCommand(runner),
        new ShowTemplateCommand(runner),
        new PromoteCommand(runner),
        new DeprecateCommand(runner),
        new DeleteTemplateCommand(runner),
    };
}
