using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Builds.Machines;
using Prebuilds.Grains.Builds.Withdrawals;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Grains.Templates;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Hosting;

/// <summary>Puts the grains' services into a silo.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>
    /// Adds what the silo's roles need: grains and the keeper of the orchestrator, the build worker, and those who tidy
    /// up. Call it after Orleans is added: hosted services start in that order, and stop in the reverse one.
    /// </summary>
    /// <param name="services">The silo's services; storage and provisioning are added by their own rooms.</param>
    /// <param name="roles">What the silo does.</param>
    public static IServiceCollection AddPrebuildsGrains(
        this IServiceCollection services, SiloRoles roles = SiloRoles.All)
    {
        services.AddShared();
        if (roles.HasFlag(SiloRoles.Claims))
        {
            services.AddHostedService<OrchestratorKeeper>();
            services.AddHostedService<HistoryRetention>();
        }
        else
        {
            services.PostConfigure<GrainTypeOptions>(HostNone);
        }

        if (roles.HasFlag(SiloRoles.Builds))
        {
            services.AddHostedService<MachinePresence>();
            services.AddHostedService<BuildWorker>();
            services.AddHostedService<OrphanSweeper>();
            services.AddHostedService<TemplateChecker>();
        }

        return services;
    }

    /// <summary>What a silo of any role needs.</summary>
    private static void AddShared(this IServiceCollection services)
    {
        services.AddOptions<GrainsOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<GrainsOptions>, GrainsOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NewId>(Guid.CreateVersion7);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncomingGrainCallFilter, StoreFailureFilter>());
        services.TryAddSingleton<PrebuildsMetrics>();
        services.TryAddSingleton<ClaimWriter>();
        services.TryAddSingleton<BuildSignal>();
        services.TryAddSingleton<BuildsUnderWay>();
        services.TryAddSingleton<WorkerNews>();
        services.AddGrainService<WorkerService>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<KeeperServices>(provider) with
        {
            Silo = provider.GetService<SiloIncarnation>(),
            Withdrawn = provider.GetRequiredService<WorkerNews>().Withdrawn,
        });
        services.TryAddSingleton<RestingPools>();
        services.TryAddSingleton<ReconcilePass>();
        services.TryAddSingleton<PresetNudges>();
        services.TryAddSingleton<BuildStep>();
        services.TryAddSingleton<BuildRun>();
    }

    /// <summary>A silo tells the others which grains it knows, and they place only those on it.</summary>
    private static void HostNone(GrainTypeOptions grains) =>
        grains.Classes.RemoveWhere(grain => grain.Assembly == typeof(PresetGrain).Assembly);
}
