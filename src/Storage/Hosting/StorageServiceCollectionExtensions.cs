using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Notifications;
using Prebuilds.Storage.Sealing;
using Prebuilds.Storage.Sql;

namespace Prebuilds.Storage.Hosting;

/// <summary>Registers the store.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IPrebuildStore"/> and <see cref="INotificationStore"/> over the database that
    /// <see cref="StorageOptions"/> name; the host binds them. They are checked at start, all problems at once. The
    /// database is opened and its schema brought up to date before any hosted service starts; the host's start fails
    /// with a <see cref="StorageException"/> when that is not possible.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddPrebuildsStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>(
                _ => new StorageOptionsValidator()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StorageStarter>(
            provider => new StorageStarter(provider.GetRequiredService<IPrebuildStore>())));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new PrebuildStore(
            Dialect(provider.GetRequiredService<IOptions<StorageOptions>>().Value),
            KeyRing.Of(provider.GetRequiredService<IOptions<StorageOptions>>().Value),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PrebuildStore>>()));
        services.TryAddSingleton<IPrebuildStore>(provider => provider.GetRequiredService<PrebuildStore>());
        services.TryAddSingleton<INotificationStore>(provider => provider.GetRequiredService<PrebuildStore>());
        return services;
    }

    private static SqlDialect Dialect(StorageOptions options) => options.Provider == StorageProvider.Postgres
        ? new PostgresDialect(options.ConnectionString)
        : new SqliteDialect(options.DataDirectory);
}
