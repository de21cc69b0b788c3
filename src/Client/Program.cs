using Prebuilds.Client.Terminal;

namespace Prebuilds.Client;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => CommandLine.Run(arguments, ProcessShell.Open());
}
