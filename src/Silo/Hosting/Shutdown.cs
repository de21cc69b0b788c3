namespace Prebuilds.Silo.Hosting;

/// <summary>How the silo ends.</summary>
internal static class Shutdown
{
    /// <summary>The longest that a graceful stop may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The first SIGTERM, SIGINT or SIGQUIT stops gracefully: no new requests, leases returned, claims committed, silo
    /// left; within <see cref="Limit"/>. The second ends the process at once.
    /// </summary>
    public static void AddPrebuildsShutdown(this IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Limit);
        services.AddHostedService<SecondSignal>();
    }
}
