using System.Diagnostics;
using System.Text.Json;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>
/// What a newcomer does, with the real programs and the real example: fill, claim, run, and see the refill.
/// </summary>
public sealed class MainJobTests
{
    [Fact]
    public async Task A_claimed_console_workspace_runs_at_once_and_the_pool_refills_itself()
    {
        await using var silo = new SiloProcess(("ASPNETCORE_ENVIRONMENT", "Development"));
        await silo.Start();
        await UntilReady(silo, 3);

        var answer = await Cli.Succeed(
            silo, "claim", "dotnet-console/small", "--name", "dev1", "--user", "ada", "--output", "json");

        using var claimed = JsonDocument.Parse(answer);
        Assert.InRange(claimed.RootElement.GetProperty("serverMilliseconds").GetDouble(), 0, 5000);
        var folder = claimed.RootElement.GetProperty("outputs").GetProperty("folder").GetString()!;
        Assert.Contains("refill is queued", silo.Program.Printed, StringComparison.Ordinal);
        Assert.NotEmpty(await Run(folder));
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
