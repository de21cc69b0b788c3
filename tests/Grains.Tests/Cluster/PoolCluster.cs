using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Templates;
using Prebuilds.Presets;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Storage;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Cluster;

/// <summary>Real silos in this process, over any store, with a provisioner that makes nothing.</summary>
internal sealed class PoolCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly DirectoryInfo _folder;

    private readonly LogLines _log;

    private PoolCluster(
        InProcessTestCluster cluster,
        DirectoryInfo folder,
        IPrebuildStore store,
        FakeProvisioner provisioner,
        LogLines log)
    {
        _log = log;
        _cluster = cluster;
        _folder = folder;
        Store = store;
        Provisioner = provisioner;
    }

    public IPrebuildStore Store { get; }

    public FakeProvisioner Provisioner { get; }

    /// <summary>All that was reported as a warning, or worse.</summary>
    public IReadOnlyCollection<string> Logged => _log.All;

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>Starts the silos; every option may be changed.</summary>
    public static async Task<PoolCluster> Start(
        IPrebuildStore store,
        Action<GrainsOptions>? configure = null,
        short silos = 1,
        ProvisionerKind kind = ProvisionerKind.Script,
        SiloIncarnation? member = null)
    {
        var log = new LogLines();
        var folder = Directory.CreateTempSubdirectory("prebuilds-cluster-");
        var provisioner = new FakeProvisioner(TimeProvider.System) { Kind = kind };
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(store);
            silo.Services.AddPrebuildsProvisioning();
            silo.Services.AddSingleton<IProvisioner>(provisioner);
            silo.Services.Configure<ProvisioningOptions>(options => options.DataDirectory = folder.FullName);
            silo.Services.AddPrebuildsGrains();
            silo.Services.Configure<GrainsOptions>(options =>
            {
                options.ReconciliationInterval = TimeSpan.FromSeconds(1);
                options.BackoffInterval = TimeSpan.Zero;
                options.MaxConcurrentBuilds = 16;
                configure?.Invoke(options);
            });
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log));
            if (member is not null)
            {
                silo.Services.AddSingleton(member);
            }
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new PoolCluster(cluster, folder, store, provisioner, log);
    }

    /// <summary>Counts from now on what a counter of the first silo counts.</summary>
    public Counted Count(string counter) =>
        new(_cluster.Silos[0].ServiceProvider.GetRequiredService<IMeterFactory>(), counter);

    /// <summary>
    /// Pushes a template <c>t</c> with one preset <c>p</c>; a different greeting is a different version.
    /// </summary>
    public async Task<PresetId> Push(
        int instances, string greeting = "hello", bool claimStep = false, string rollout = "")
    {
        var pushed = await PushVersion(instances, greeting, claimStep, rollout);
        await Eventually.Sees(
            () => Grains.Catalog().GetTemplate("t"),
            template => template!.ActiveVersion == pushed.Version.Id,
            "the active version");
        return new PresetName("t", "p").ToId();
    }

    /// <summary>The same, for whoever wants to know what became of it.</summary>
    public async Task<PushOutcome.Pushed> PushVersion(
        int instances, string greeting = "hello", bool claimStep = false, string rollout = "")
    {
        var package = Package(Provisioner.Kind, instances, greeting, claimStep, rollout);
        return Assert.IsType<PushOutcome.Pushed>(await Grains.Template("t").Push(package, activate: true));
    }

    public async Task<PresetStatus> Status(PresetId preset) =>
        await Grains.Catalog().GetPreset(preset) ?? throw new InvalidOperationException($"No preset {preset}.");

    /// <summary>Waits until the pool is as wanted.</summary>
    public Task<PresetStatus> Until(PresetId preset, Func<PresetStatus, bool> satisfies, string what) =>
        Eventually.Sees(() => Status(preset), satisfies, what);

    public Task<PresetStatus> UntilReady(PresetId preset, int count) =>
        Until(preset, status => status.Plan.State.Eligible == count, $"{count} ready");

    public Task<ClaimOutcome> Claim(PresetId preset, string name, string? requestId = null, string user = "ada") =>
        Grains.Preset(preset).Claim(
            new ClaimRequest(requestId ?? $"r-{user}-{name}", UserIds.FromName(user), user, name),
            CancellationToken.None);

    public async Task<ImmutableArray<WorkspaceEntry>> Workspaces(PresetId preset) =>
        await Grains.Catalog().ListWorkspaces(new WorkspaceQuery(preset, null, null, WorkspaceQuery.MaxLimit));

    /// <summary>A preset's builds, newest first.</summary>
    public async Task<ImmutableArray<BuildEntry>> Builds(PresetId preset) =>
        await Grains.Catalog().ListBuilds(BuildQuery.All with { Preset = preset });

    /// <summary>Waits until there is such a build.</summary>
    public async Task<Build> UntilBuild(
        PresetId preset, Func<Build, bool> satisfies, string what) => (await Eventually.Sees(
        () => Builds(preset),
        builds => builds.Any(entry => satisfies(entry.Build)),
        what)).First(entry => satisfies(entry.Build)).Build;

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static TemplatePackage Package(
        ProvisionerKind kind, int instances, string greeting, bool claimStep, string rollout)
    {
        var files = new List<TemplateFile>
        {
            File("template.yaml", executable: false, $$"""
                name: t
                provisioner: {{(kind == ProvisionerKind.Script ? "script" : "terraform")}}
                parameters:
                  - name: greeting
                    default: "{{greeting}}"
                presets:
                  - name: p
                    prebuilds:
                      instances: {{instances}}
                      rollout: {{rollout}}
                """),
            File("main.tf", executable: false, ""),
            File("create", executable: true, "#!/bin/sh\n"),
            File("delete", executable: true, "#!/bin/sh\n"),
        };
        if (claimStep)
        {
            files.Add(File("claim", executable: true, "#!/bin/sh\n"));
        }

        return new TemplatePackage([.. files]);
    }

    private static TemplateFile File(string path, bool executable, string content) =>
        new(path, executable, [.. Encoding.UTF8.GetBytes(content)]);
}
