using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prebuilds.Storage;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Testing;

/// <summary>A real store as a host would have it: checked, opened, its schema up to date.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    /// <summary>A key to seal state with.</summary>
    public static string Key { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private readonly ServiceProvider _services;

    private StoreHost(ServiceProvider services) => _services = services;

    /// <summary>The store.</summary>
    public IPrebuildStore Store => _services.GetRequiredService<IPrebuildStore>();

    /// <summary>Opens the store of a SQLite file in a folder.</summary>
    public static Task<StoreHost> Sqlite(string folder) => Open(options => options.DataDirectory = folder);

    /// <summary>Opens the store of a PostgreSQL database.</summary>
    public static Task<StoreHost> Postgres(string connectionString) => Open(options =>
    {
        options.Provider = StorageProvider.Postgres;
        options.ConnectionString = connectionString;
        options.StateKey = Key;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Opens a store as its options say.</summary>
    public static async Task<StoreHost> Open(Action<StorageOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.Configure(configure);
        services.AddPrebuildsStorage();
        var host = new StoreHost(services.BuildServiceProvider());
        try
        {
            foreach (var service in host._services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            {
                await service.StartingAsync(CancellationToken.None);
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
