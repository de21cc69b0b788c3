using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Silo.Hosting;
using Prebuilds.Testing.Provisioning;

// The real silo in every respect but one: script templates are made by the fake provisioner, in milliseconds, now and
// then failing or not ready at once. A folder per workspace is all it makes, so that leaks can be seen.
return await SiloProgram.Run(args, services => services.AddSingleton<IProvisioner>(provider => new FakeProvisioner(
    TimeProvider.System,
    new FakeSettings(
        TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20), FailureRate: 0.005, NotReadyRate: 0.01))
{
    Marks = new FolderMarks(Path.Combine(
        provider.GetRequiredService<IOptions<ProvisioningOptions>>().Value.DataDirectory, "workspaces")),
}));
