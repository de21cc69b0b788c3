using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary>The noun <c>workspace</c>.</summary>
internal static class WorkspaceCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) => new("workspace", "Members of pools and claimed workspaces")
    {
        new ListWorkspacesCommand(runner),
        new ShowWorkspaceCommand(runner),
        new LogsCommand(runner),
        new DeleteWorkspaceCommand(runner),
    };
}
