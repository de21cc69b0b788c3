using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prebuilds.Client;
using Prebuilds.Client.Hosting;

namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>A .NET program's client of a silo process.</summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterClient(IHost host) => _host = host;

    public PrebuildsClient Prebuilds => _host.Services.GetRequiredService<PrebuildsClient>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects to one silo.</summary>
    public static Task<ClusterClient> Connect(SiloProcess silo) =>
        Connect(options => options.GatewayPort = silo.GatewayPort);

    /// <summary>Connects as the options say.</summary>
    public static async Task<ClusterClient> Connect(Action<PrebuildsClientOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddPrebuildsClient(configure);
        var host = builder.Build();
        await host.StartAsync();
        return new ClusterClient(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
