using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Silo.Clustering;
using Prebuilds.Silo.Configuration;
using Prebuilds.Silo.Demo;
using Prebuilds.Silo.Health;
using Prebuilds.Silo.Notifications;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Silo.Hosting;

/// <summary>The whole silo: what it is made of, in the order in which that starts.</summary>
internal static class SiloProgram
{
    /// <summary>Runs the silo to its end.</summary>
    /// <param name="args">The command line, read as settings.</param>
    /// <param name="replace">Adds services that take the place of those registered before; null: none.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> Run(string[] args, Action<IServiceCollection>? replace = null) => Startup.Guard(async () =>
    {
        // appsettings.json lies beside the program, wherever the program is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = builder.AddPrebuildsSettings();
        builder.AddHttpAddresses();

        // What is added first starts first and stops last: the store, the silo, its workers, the web server.
        builder.Services.AddPrebuildsStorage();
        builder.Services.AddPrebuildsProvisioning();
        builder.AddPrebuildsCluster(settings);
        builder.Services.AddPrebuildsGrains(settings.Apply(new SiloOptions()).Roles);
        builder.Services.AddPrebuildsNotifications();
        builder.Services.AddPrebuildsTelemetry();
        builder.Services.AddPrebuildsHealth();
        builder.Services.AddPrebuildsShutdown();
        builder.AddDemoTemplate();
        replace?.Invoke(builder.Services);

        await using var app = builder.Build();
        app.MapPrebuildsHealth();
        app.MapPrebuildsTelemetry();
        return await Startup.Run(app, settings);
    });
}
