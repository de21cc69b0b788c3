using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>
/// What a newcomer does, with the real programs and the real example: fill, claim, run, and see the refill.
/// </summary>
public sealed partial class MainJobTests(ITestOutputHelper output)
{
    // Of three claims: the others may have met the compiler at work, or a busy machine.
    private const double MostMilliseconds = 100;

    [Fact]
    public async Task A_claimed_console_workspace_runs_at_once_and_the_pool_refills_itself()
    {
        await using var silo = new SiloProcess(("ASPNETCORE_ENVIRONMENT", "Development"));
        await silo.Start();
        await UntilReady(silo, 3);

        var first = await Claim(silo, "dev1");
        Assert.Equal("Hello, ada!\n", await Run(first.Folder));
        var second = await Claim(silo, "dev2");
        var third = await Claim(silo, "dev3");

        var refills = await Eventually.Sees(
            () => Task.FromResult(RefillDelays(silo)), delays => delays.Count >= 3, "three refills");
        var claims = new[] { first.Milliseconds, second.Milliseconds, third.Milliseconds };
        output.WriteLine($"claims: {string.Join(", ", claims)} ms; refills: {string.Join(", ", refills)} ms after");
        Assert.InRange(claims.Min(), 0, MostMilliseconds);
        Assert.InRange(refills.Min(), 0, MostMilliseconds);
        await UntilReady(silo, 3);
    }

    [Fact]
    public async Task A_command_without_a_silo_says_where_it_looked_and_how_to_start_one()
    {
        await using var silo = new SiloProcess();

        var (exitCode, printed) = await Cli.Run(silo, "status");

        Assert.Equal(1, exitCode);
        Assert.Contains($"127.0.0.1:{silo.GatewayPort}", printed, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Silo", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_gives_its_builds_back_and_ends_well()
    {
        await using var silo = new SiloProcess(("ASPNETCORE_ENVIRONMENT", "Development"));
        await silo.Start();
        await Eventually.Sees(
            () => Task.FromResult(silo.Program.Printed),
            printed => printed.Contains("started, attempt 1", StringComparison.Ordinal),
            "a build under way");

        Assert.Equal(0, await silo.Program.Terminate());

        Assert.Contains("ended as Returned", silo.Program.Printed, StringComparison.Ordinal);
    }

    private static Task<int> UntilReady(SiloProcess silo, int count) => Eventually.Sees(
        async () =>
        {
            using var status = JsonDocument.Parse(await Cli.Succeed(silo, "status", "--output", "json"));
            return status.RootElement.GetProperty("presets").EnumerateArray()
                .Select(preset => preset.GetProperty("ready").GetInt32())
                .SingleOrDefault();
        },
        ready => ready == count,
        $"{count} ready");

    private static async Task<(string Folder, double Milliseconds)> Claim(SiloProcess silo, string name)
    {
        using var claimed = JsonDocument.Parse(await Cli.Succeed(
            silo, "claim", "dotnet-console/small", "--name", name, "--user", "ada", "--wait-usable",
            "--output", "json"));
        return (
            claimed.RootElement.GetProperty("outputs").GetProperty("folder").GetString()!,
            claimed.RootElement.GetProperty("serverMilliseconds").GetDouble());
    }

    /// <summary>How long after a claim its refill was queued, as the silo says it.</summary>
    private static List<double> RefillDelays(SiloProcess silo) =>
    [
        .. Refill.Matches(silo.Program.Printed)
            .Select(match => double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture)),
    ];

    [GeneratedRegex(@"the refill is queued (?<ms>\d+\.\d+) ms after the claim")]
    private static partial Regex Refill { get; }

    private static async Task<string> Run(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "--no-restore", "--no-build"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var program = Process.Start(start)!;
        var printed = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
        return printed;
    }
}
