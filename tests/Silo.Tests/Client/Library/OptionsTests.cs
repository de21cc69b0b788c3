using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prebuilds.Client.Hosting;
using Prebuilds.Client.Hosting.Discovery;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Library;

public sealed class OptionsTests
{
    [Fact]
    public void Without_any_configuration_the_silo_of_this_machine_is_asked()
    {
        var options = Read([]);

        Assert.Equal("127.0.0.1:30000", string.Join(',', GatewayAddress.Of(options)));
        Assert.Equal(("prebuilds", "prebuilds"), (options.ClusterId, options.ServiceId));
        Assert.Equal(TimeSpan.FromSeconds(10), options.StartTimeout);
    }

    [Fact]
    public void The_keys_are_those_of_a_silo_and_of_the_section_Client()
    {
        var options = Read(new()
        {
            ["Prebuilds:Clustering"] = "postgres",
            ["Prebuilds:GatewayPort"] = "30001",
            ["Prebuilds:ClusterId"] = "staging",
            ["Prebuilds:ServiceId"] = "dev",
            ["Prebuilds:Client:Gateways"] = "silo-1:30000, [::1]:30001",
            ["Prebuilds:Client:StartTimeout"] = "00:00:03",
        });

        Assert.Equal("silo-1:30000,[::1]:30001", string.Join(',', GatewayAddress.Of(options)));
        Assert.Equal((ClientClustering.Postgres, 30001), (options.Clustering, options.GatewayPort));
        Assert.Equal(("staging", "dev"), (options.ClusterId, options.ServiceId));
        Assert.Equal(TimeSpan.FromSeconds(3), options.StartTimeout);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_key()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(new()
        {
            ["Prebuilds:Clustering"] = "Zookeeper",
            ["Prebuilds:GatewayPort"] = "many",
            ["Prebuilds:ClusterId"] = " ",
            ["Prebuilds:Client:Gateways"] = "silo-1,silo-2:99999",
            ["Prebuilds:Client:StartTimeout"] = "10",
        }));

        Assert.Collection(
            wrong.Failures.Order(StringComparer.Ordinal),
            it => Assert.StartsWith("Prebuilds:Client:Gateways has 'silo-1'.", it, StringComparison.Ordinal),
            it => Assert.StartsWith("Prebuilds:Client:Gateways has 'silo-2:99999'.", it, StringComparison.Ordinal),
            it => Assert.StartsWith("Prebuilds:Client:StartTimeout is '10', which is", it, StringComparison.Ordinal),
            it => Assert.StartsWith("Prebuilds:ClusterId is empty", it, StringComparison.Ordinal),
            it => Assert.StartsWith("Prebuilds:Clustering is 'Zookeeper'", it, StringComparison.Ordinal),
            it => Assert.StartsWith("Prebuilds:GatewayPort is 'many'", it, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_on_PostgreSQL_needs_the_database_or_gateways()
    {
        var wrong = Assert.Throws<OptionsValidationException>(
            () => Read(new() { ["Prebuilds:Clustering"] = "Postgres" }));

        Assert.Contains(
            "ConnectionStrings:Prebuilds is empty", Assert.Single(wrong.Failures), StringComparison.Ordinal);
        Assert.Contains("Prebuilds:Client:Gateways", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_database_a_cluster_on_PostgreSQL_needs_no_gateways() => Assert.True(Read(new()
    {
        ["Prebuilds:Clustering"] = "Postgres",
        ["ConnectionStrings:Prebuilds"] = "Host=db",
    }).ReadsDatabase);

    [Fact]
    public void A_program_has_one_client()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddPrebuildsClient(configuration);

        Assert.Throws<InvalidOperationException>(() => services.AddPrebuildsClient(configuration));
    }

    private static PrebuildsClientOptions Read(Dictionary<string, string?> values)
    {
        var services = new ServiceCollection();
        services.AddPrebuildsClient(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<PrebuildsClientOptions>>().Value;
    }
}
