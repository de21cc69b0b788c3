using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>The real command line as a person runs it.</summary>
internal static class Cli
{
    /// <summary>Runs one command against a silo; standard output and error come together in the answer.</summary>
    public static async Task<(int ExitCode, string Printed)> Run(SiloProcess silo, params string[] arguments)
    {
        using var program = ChildProgram.Start(
            "src/Client",
            "prebuilds.dll",
            [.. arguments, "--gateway", $"127.0.0.1:{silo.GatewayPort}"],
            new Dictionary<string, string> { ["NO_COLOR"] = "1", ["USER"] = "ada" });
        var exitCode = await program.Ended();
        return (exitCode, program.Printed);
    }

    /// <summary>Runs one command that must succeed.</summary>
    public static async Task<string> Succeed(SiloProcess silo, params string[] arguments)
    {
        var (exitCode, printed) = await Run(silo, arguments);
        Assert.True(exitCode == 0, $"prebuilds {string.Join(' ', arguments)} ended with {exitCode}:\n{printed}");
        return printed;
    }
}
