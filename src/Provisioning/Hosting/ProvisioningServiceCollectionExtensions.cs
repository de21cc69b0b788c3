using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Terraform;
using Prebuilds.Provisioning.Terraform.Running;

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
        services.TryAddSingleton(provider => new DataFolders(OptionsOf(provider)));
        services.TryAddSingleton(provider => new MachineMark(provider.GetRequiredService<DataFolders>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<MachineMark>().ReadMachine());
        services.TryAddSingleton(provider => new UnknownWorkspaces(provider.GetRequiredService<DataFolders>()));
        services.TryAddSingleton<FileLocks>();
        services.TryAddSingleton<UnpackedTemplates>();
        services.TryAddSingleton<LocalWorkspaces>();
        services.TryAddSingleton<ProcessEnder>();
        services.TryAddSingleton<ChildProcess>();
        services.TryAddSingleton<ScriptRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProvisioner, ScriptProvisioner>());
        services.TryAddSingleton<TerraformBinary>();
        services.TryAddSingleton<TerraformRunner>();
        services.TryAddSingleton<Configuration>();
        services.TryAddSingleton<PreparedVersions>();
        services.TryAddSingleton<TerraformCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TerraformAtStart>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProvisioner, TerraformProvisioner>(CreateTerraform));
        services.TryAddSingleton<Provisioners>();
        return services;
    }

    /// <summary>
    /// Terraform's workspaces have a folder of their own, so that nobody else takes them for his orphans.
    /// </summary>
    private static TerraformProvisioner CreateTerraform(IServiceProvider provider)
    {
        var folders = new DataFolders(OptionsOf(provider), DataFolders.TerraformWorkspaces);
        return new TerraformProvisioner(
            folders,
            ActivatorUtilities.CreateInstance<LocalWorkspaces>(provider, folders),
            ActivatorUtilities.CreateInstance<TerraformWork>(provider, folders),
            provider.GetRequiredService<TerraformCheck>());
    }

    private static IOptions<ProvisioningOptions> OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ProvisioningOptions>>();
}
