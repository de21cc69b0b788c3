using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Script;

namespace Prebuilds.Provisioning.Hosting;

/// <summary>Registers this room.</summary>
public static class ProvisioningServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="Provisioners"/> with the provisioners of this assembly. The host binds
    /// <see cref="ProvisioningOptions"/>, which are checked at start, and adds logging.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddPrebuildsProvisioning(this IServiceCollection services)
    {
        services.AddOptions<ProvisioningOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ProvisioningOptions>, ProvisioningOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataFolders>();
        services.TryAddSingleton(provider => new MachineMark(provider.GetRequiredService<DataFolders>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<MachineMark>().ReadMachine());
        services.TryAddSingleton<FileLocks>();
        services.TryAddSingleton<UnpackedTemplates>();
        services.TryAddSingleton<LocalWorkspaces>();
        services.TryAddSingleton<ProcessEnder>();
        services.TryAddSingleton<ChildProcess>();
        services.TryAddSingleton<ScriptRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProvisioner, ScriptProvisioner>());
        services.TryAddSingleton<Provisioners>();
        return services;
    }
}
