using Microsoft.Extensions.Options;
using Prebuilds.Schedules;
using Prebuilds.Silo.Configuration;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Silo.Hosting;

/// <summary>Runs the host until it is stopped, or says plainly why it cannot.</summary>
internal static partial class Startup
{
    private const int Success = 0;

    /// <summary>
    /// Does <paramref name="work"/>; what goes wrong is written to standard error and becomes the exit code.
    /// </summary>
    public static async Task<int> Guard(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error)
        {
            var failure = StartupFailure.Of(error);
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    /// <summary>Checks the configuration, starts the host, and waits for its graceful end.</summary>
    public static async Task<int> Run(WebApplication app, PrebuildsSettings settings)
    {
        string[] problems = [.. settings.AllProblems(app.Services), .. HttpAddresses.Problems(app.Configuration)];
        if (problems is not [])
        {
            throw new ConfigurationException(problems);
        }

        var silo = app.Services.GetRequiredService<IOptions<SiloOptions>>().Value;
        Ports.Check(silo);
        if (await Start(app))
        {
            var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var urls = string.Join(", ", app.Urls);
            LogReady(app.Logger, urls, silo.GatewayPort, storage.Provider, silo.DataDirectory);
            if (!TimeZones.HaveData)
            {
                LogNoTimeZones(app.Logger);
            }

            app.Lifetime.ApplicationStopping.Register(() => LogStopping(app.Logger));
            await app.WaitForShutdownAsync();
            LogStopped(app.Logger);
        }

        return Success;
    }

    /// <summary>Starts the host; false when somebody stopped it before it was up.</summary>
    private static async Task<bool> Start(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (Exception error)
        {
            var stopped = error is OperationCanceledException
                && app.Lifetime.ApplicationStopping.IsCancellationRequested;

            // What did start stops properly; if that fails too, the first failure is the one to report.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopped)
            {
                return false;
            }

            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Prebuilds is ready: HTTP {Urls}, Orleans clients port {GatewayPort}, storage {Storage}, "
            + "data in {DataDirectory}")]
    private static partial void LogReady(
        ILogger logger, string urls, int gatewayPort, StorageProvider storage, string dataDirectory);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "This machine has no time zones but UTC: schedules in any other do not apply, "
            + "and templates with one are refused. Install the package tzdata")]
    private static partial void LogNoTimeZones(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Prebuilds is stopping: builds under way are given back; a second signal ends it at once")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Prebuilds has stopped")]
    private static partial void LogStopped(ILogger logger);
}
