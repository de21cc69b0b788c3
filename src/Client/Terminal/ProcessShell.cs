using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prebuilds.Client.Hosting;
using Prebuilds.Client.Output;

namespace Prebuilds.Client.Terminal;

/// <summary>The surroundings of this process.</summary>
internal static class ProcessShell
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static TerminalSize Terminal => new(() => Console.WindowWidth, () => Console.WindowHeight);

    /// <summary>The shell that started this process.</summary>
    public static Shell Open() => new()
    {
        Out = new StreamWriter(Console.OpenStandardOutput(), Utf8),
        Error = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
        OpenInput = () => new StreamReader(Console.OpenStandardInput(), Utf8),
        Variable = Environment.GetEnvironmentVariable,
        Account = Environment.UserName,
        Connect = Connect,
        OutTerminal = Console.IsOutputRedirected ? null : Terminal,
        ErrorTerminal = Console.IsErrorRedirected ? null : Terminal,
    };

    /// <summary>
    /// Connects without a generic host, whose file watchers and signal handlers a short-lived process does not need. Nothing
    /// closes the connection: the process ends, and a gateway treats a closed socket like a farewell.
    /// </summary>
    private static async Task<IGrainFactory> Connect(ConnectionWish wish, CancellationToken stop)
    {
        var services = new ServiceCollection();
        services.AddLogging(log =>
        {
            if (wish.Verbose)
            {
                log.AddSimpleConsole().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            }
        });
        services.AddPrebuildsClient(
            new ConfigurationBuilder().AddEnvironmentVariables().Build(),
            options => options.Gateways = wish.Gateways ?? options.Gateways);
        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(stop);
        }

        return provider.GetRequiredService<IClusterClient>();
    }
}
