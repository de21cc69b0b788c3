using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Silo.Notifications;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Silo.Configuration;

/// <summary>Hands the section <c>Prebuilds</c> to the rooms' options.</summary>
internal static class SettingsRegistration
{
    private const string ConnectionString = "Prebuilds";
    private const string DevelopmentDirectory = "data";
    private const string ProductionDirectory = "/var/lib/prebuilds";

    /// <summary>Reads the section and registers every room's options; nothing is refused yet.</summary>
    public static PrebuildsSettings AddPrebuildsSettings(this WebApplicationBuilder builder)
    {
        var settings = PrebuildsSettings.Read(builder.Configuration);
        var services = builder.Services;
        var dataDirectory = DataDirectory(settings, builder.Environment);
        var connectionString = builder.Configuration.GetPrebuildsConnectionString();

        services.AddSingleton<IValidateOptions<SiloOptions>>(new SiloOptionsValidator(settings));
        Add<SiloOptions>().Configure(options => options.DataDirectory = dataDirectory);
        Add<ProvisioningOptions>().Configure(options => options.DataDirectory = dataDirectory);
        Add<StorageOptions>().Configure(options =>
        {
            options.DataDirectory = dataDirectory;
            options.ConnectionString = connectionString;
        });
        Add<GrainsOptions>();
        Add<NotificationOptions>();
        return settings;

        OptionsBuilder<TOptions> Add<TOptions>()
            where TOptions : class =>
            services.AddOptions<TOptions>().Configure(options => settings.Apply(options)).ValidateOnStart();
    }

    /// <summary>
    /// Everything that is wrong with the configuration, each as a sentence with its key; empty when all is well.
    /// </summary>
    public static ImmutableArray<string> AllProblems(this PrebuildsSettings settings, IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return settings.Problems;
        }
        catch (OptionsValidationException one)
        {
            return [.. settings.Problems, .. one.Failures];
        }
        catch (AggregateException several)
        {
            return
            [
                .. settings.Problems,
                .. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures),
            ];
        }
    }

    /// <summary>How to reach PostgreSQL; empty when nothing says so.</summary>
    public static string GetPrebuildsConnectionString(this IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionString) ?? "";

    private static string DataDirectory(PrebuildsSettings settings, IHostEnvironment environment)
    {
        var configured = settings.Apply(new SiloOptions()).DataDirectory;
        var fallback = environment.IsDevelopment() ? DevelopmentDirectory : ProductionDirectory;
        return Path.GetFullPath(configured.Length > 0 ? configured : fallback);
    }
}
