using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prebuilds.Client.Hosting;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Library;

public sealed class ConnectTests
{
    [Fact]
    public async Task Where_nobody_listens_the_start_fails_in_time_and_says_what_to_do()
    {
        int port;
        using (var free = Listen())
        {
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var failure = await Assert.ThrowsAsync<GatewayUnreachableException>(() => Connect($"127.0.0.1:{port}"));

        Assert.Contains($"at 127.0.0.1:{port}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Prebuilds__GatewayPort", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--gateway HOST:PORT", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_somebody_listens_who_is_no_silo_the_start_fails_in_time()
    {
        using var other = Listen();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<GatewayUnreachableException>(() => Connect($"127.0.0.1:{port}"));

        Assert.Contains(
            "did not answer within 1 s as a silo of cluster 'prebuilds'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told()
    {
        var failure = await Assert.ThrowsAsync<GatewayUnreachableException>(() => Connect("silo.invalid:30000"));

        Assert.Contains("silo.invalid:30000: the name cannot be resolved", failure.Message, StringComparison.Ordinal);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static async Task Connect(string gateways)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPrebuildsClient(new ConfigurationBuilder().Build(), options =>
        {
            options.Gateways = gateways;
            options.StartTimeout = TimeSpan.FromSeconds(1);
        });
        await using var provider = services.BuildServiceProvider();
        await Assert.Single(provider.GetServices<IHostedService>()).StartAsync(CancellationToken.None);
    }
}
