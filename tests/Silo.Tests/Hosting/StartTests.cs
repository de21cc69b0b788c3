using System.Net;
using System.Net.Sockets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>How the real program refuses to start.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_wrong_configuration_is_told_at_once_and_in_full()
    {
        var (exitCode, printed) = await Run(
            "--Prebuilds:Enabled=maybe",
            "--Prebuilds:Intervall=5s",
            "--Prebuilds:Storage:Provider=Postgres",
            "--Prebuilds:Clustering=Postgres",
            "--Prebuilds:AdvertisedAddress=0.0.0.0",
            "--Prebuilds:SiloPort=70000",
            "--Prebuilds:GatewayPort=70000",
            "--Prebuilds:Reconciliation:Interval=0s",
            "--Prebuilds:PassEnvironment:0=A=B",
            "--urls=nowhere");

        Assert.Equal(2, exitCode);
        Assert.Contains("its configuration has 10 problem(s):", printed, StringComparison.Ordinal);
        string[] keys =
        [
            "Prebuilds:Enabled is", "Prebuilds:Intervall is not", "ConnectionStrings:Prebuilds",
            "Prebuilds:AdvertisedAddress is", "Prebuilds:SiloPort is", "Prebuilds:GatewayPort is '70000'. Use",
            "the same as Prebuilds:SiloPort", "Prebuilds:Reconciliation:Interval is",
            "Prebuilds:PassEnvironment:0 is", "Urls contains 'nowhere'",
        ];
        Assert.All(keys, key => Assert.Contains($"  - ", Line(printed, key), StringComparison.Ordinal));
        AssertPlain(printed);
    }

    [Fact]
    public async Task An_address_that_is_another_machines_is_told()
    {
        var (exitCode, printed) = await Run(
            "--Prebuilds:Storage:Provider=Postgres",
            "--ConnectionStrings:Prebuilds=Host=127.0.0.1",
            "--Prebuilds:Clustering=Postgres",
            "--Prebuilds:AdvertisedAddress=192.0.2.1");

        Assert.Equal(1, exitCode);
        Assert.Contains("192.0.2.1, which is no address of this machine", printed, StringComparison.Ordinal);
        AssertPlain(printed);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_told_with_its_path()
    {
        var (exitCode, printed) = await Run("--Prebuilds:DataDirectory=/proc/prebuilds");

        Assert.Equal(2, exitCode);
        Assert.Contains("Prebuilds:DataDirectory is '/proc/prebuilds'", printed, StringComparison.Ordinal);
        AssertPlain(printed);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_its_key()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, printed) = await Run($"--Prebuilds:GatewayPort={port}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Prebuilds:GatewayPort is {port}", printed, StringComparison.Ordinal);
        AssertPlain(printed);
    }

    [Fact]
    public async Task An_http_address_that_is_taken_is_told_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, printed) = await Run($"--urls=http://{other.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{other.LocalEndpoint}: address already in use", printed, StringComparison.Ordinal);
        Assert.Contains("--urls", printed, StringComparison.Ordinal);
        AssertPlain(printed);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told_without_the_password()
    {
        var port = Ports.Free(1)[0];

        var (exitCode, printed) = await Run(
            "--Prebuilds:Storage:Provider=Postgres",
            $"--ConnectionStrings:Prebuilds=Host=127.0.0.1;Port={port};"
            + "Database=prebuilds;Username=p;Password=hidden;Timeout=2");

        Assert.Equal(1, exitCode);
        Assert.Contains("Prebuilds cannot start: ", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", printed, StringComparison.Ordinal);
        AssertPlain(printed);
    }

    private static string Line(string printed, string text) =>
        printed.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))
            ?? $"no line with '{text}' in\n{printed}";

    private static void AssertPlain(string printed) =>
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);

    private async Task<(int ExitCode, string Printed)> Run(params string[] arguments)
    {
        var ports = Ports.Free(3);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Prebuilds__DataDirectory"] = _folder,
            ["Prebuilds__SiloPort"] = $"{ports[0]}",
            ["Prebuilds__GatewayPort"] = $"{ports[1]}",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ports[2]}",
        };
        using var program = ChildProgram.Start("src/Silo", "prebuilds-silo.dll", arguments, environment);
        return (await program.Ended(), program.Printed);
    }
}
