using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.LoadTests;

/// <summary>The noun <c>loadtest</c>.</summary>
internal static class LoadTestCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) =>
        new("loadtest", "Claims under load, and whether they were right")
        {
            new ClaimLoadCommand(runner),
            new CheckCommand(runner),
        };
}
