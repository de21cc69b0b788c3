using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Tests.Scene;

/// <summary>One machine's data directory, and a silo process on it.</summary>
public sealed class Machine : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly List<ServiceProvider> _processes = [];
    private readonly TimeProvider _clock;
    private readonly string _terraform;

    /// <param name="clock">The clock; null: the real one.</param>
    /// <param name="terraform">The path of the terraform; empty: the one on the PATH.</param>
    public Machine(TimeProvider? clock = null, string terraform = "")
    {
        (_clock, _terraform) = (clock ?? TimeProvider.System, terraform);
        Services = StartProcess(Data);
    }

    public string Data => _data.Path;

    public IServiceProvider Services { get; }

    public IProvisioner Provisioner => Of(Services);

    public IProvisioner Terraform => TerraformOf(Services);

    public OutputLog Log { get; } = new();

    /// <summary>What hand-overs began to replace, each time.</summary>
    public IReadOnlyList<ResourceReplacement> Replaced { get; private set; } = [];

    /// <summary>Whether a hand-over may begin to replace anything.</summary>
    public bool MayReplace { get; set; } = true;

    /// <summary>Another process that shares the data directory, perhaps by another path.</summary>
    public IProvisioner SecondProcess(string? data = null) => Of(StartProcess(data ?? Data));

    public string FolderOf(ProvisionRequest request) => Path.Combine(Data, "workspaces", request.Workspace.ToString());

    public string TemplateOf(ProvisionRequest request) => Path.Combine(Data, "templates", request.Version.ToString());

    public ProvisionRequest Request(TemplatePackage package) => new(
        new WorkspaceId(Guid.NewGuid()),
        "prebuild-1",
        SystemUser.Prebuilds,
        SystemUser.PrebuildsName,
        new BuildId(Guid.NewGuid()),
        Attempt: 1,
        new PresetName("demo", "small"),
        new TemplateVersionId(Guid.NewGuid()),
        ImmutableSortedDictionary<string, string>.Empty,
        _ => Task.FromResult(package),
        _ => Task.FromResult<ReadOnlyMemory<byte>?>(null),
        new InMemoryWorkspaceState(),
        ReplacementPolicy.Allow,
        (replacements, _) =>
        {
            Replaced = [.. Replaced, .. replacements];
            return Task.FromResult(MayReplace);
        },
        Log.Append);

    /// <summary>A request of a template whose executables are these bash scripts.</summary>
    public ProvisionRequest Request(params (string Step, string Script)[] steps) =>
        Request(Package([.. steps.Select(step => FileOf(step.Step, "#!/usr/bin/env bash\n" + step.Script))]));

    /// <summary>A template with these files beside its definition.</summary>
    public static TemplatePackage Package(params TemplateFile[] files) =>
        new([FileOf(TemplatePackage.DefinitionFile, "name: demo", executable: false), .. files]);

    public static TemplateFile FileOf(string path, string text, bool executable = true) =>
        new(path, executable, [.. Encoding.UTF8.GetBytes(text)]);

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _data.Dispose();
    }

    private static IProvisioner Of(IServiceProvider services) =>
        services.GetRequiredService<Provisioners>().Of(ProvisionerKind.Script)!;

    private static IProvisioner TerraformOf(IServiceProvider services) =>
        services.GetRequiredService<Provisioners>().Of(ProvisionerKind.Terraform)!;

    private ServiceProvider StartProcess(string data)
    {
        var process = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_clock)
            .AddPrebuildsProvisioning()
            .Configure<ProvisioningOptions>(options =>
                (options.DataDirectory, options.TerraformPath) = (data, _terraform))
            .BuildServiceProvider(validateScopes: true);
        _processes.Add(process);
        return process;
    }
}
