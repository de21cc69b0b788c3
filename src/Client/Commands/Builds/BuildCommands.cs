using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Builds;

/// <summary>The noun <c>build</c>.</summary>
internal static class BuildCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) => new("build", "The queue of builds, and what became of them")
    {
        new ListBuildsCommand(runner),
        new ShowBuildCommand(runner),
        new BuildLogsCommand(runner),
        new CancelBuildCommand(runner),
        new RetryBuildCommand(runner),
    };
}
