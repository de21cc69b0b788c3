using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Telemetry;

namespace Prebuilds.Grains.Hosting;

/// <summary>Puts the grains' services into a silo.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>
    /// Adds what the grains need, the build worker, the sweeper and the keeper of the orchestrator. Call it after Orleans is
    /// added: hosted services start in that order, and stop in the reverse one.
    /// </summary>
    /// <param name="services">The silo's services; storage and provisioning are added by their own rooms.</param>
    public static IServiceCollection AddPrebuildsGrains(this IServiceCollection services)
    {
        services.AddOptions<GrainsOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrainsOptions>, GrainsOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PrebuildsMetrics>();
        services.TryAddSingleton<ClaimWriter>();
        services.TryAddSingleton<BuildSignal>();
        services.TryAddSingleton<KeeperServices>();
        services.TryAddSingleton<ReconcilePass>();
        services.TryAddSingleton<HistoryRetention>();
        services.TryAddSingleton<BuildStep>();
        services.TryAddSingleton<BuildRun>();
        services.AddHostedService<OrchestratorKeeper>();
        services.AddHostedService<MachinePresence>();
        services.AddHostedService<BuildWorker>();
        services.AddHostedService<OrphanSweeper>();
        return services;
    }
}
