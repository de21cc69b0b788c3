using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Grains.Builds.Machines;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>Orphans that do not go as they should.</summary>
public sealed class HangingOrphanTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-sweep-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_that_hangs_or_fails_keeps_no_other_from_going()
    {
        var clock = new FakeTimeProvider(A.Noon);
        var options = new GrainsOptions { KeepUnknown = TimeSpan.Zero };
        var provisioner = new FakeProvisioner(clock);
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var removals = 0;
        provisioner.BeforeRemoval = stop => ++removals switch
        {
            1 => Hang(stop),
            2 => throw new IOException("the disk is broken"),
            _ => Task.CompletedTask,
        };
        for (var orphan = 0; orphan < 3; orphan++)
        {
            provisioner.Marks.Add(new WorkspaceId(Guid.NewGuid()));
        }

        using var machine = new ServiceCollection()
            .AddLogging()
            .AddPrebuildsProvisioning()
            .Configure<ProvisioningOptions>(options => options.DataDirectory = _folder.FullName)
            .BuildServiceProvider();
        using var sweeper = new OrphanSweeper(
            new InMemoryStore(),
            new Provisioners([provisioner]),
            machine.GetRequiredService<MachineMark>(),
            machine.GetRequiredService<UnknownWorkspaces>(),
            Options.Create(options),
            clock,
            NullLogger<OrphanSweeper>.Instance);
        await sweeper.StartAsync(default);
        await hangs.Task;

        clock.Advance(options.BuildTimeLimit - TimeSpan.FromSeconds(1));
        Assert.Equal(3, provisioner.Marks.All.Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Sees(
            () => Task.FromResult(provisioner.Marks.All.Count), left => left < 3, "the third one gone");

        clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.Sees(
            () => Task.FromResult(provisioner.Marks.All.Count), left => left == 0, "all gone with the next sweep");
        await sweeper.StopAsync(default);

        async Task Hang(CancellationToken stop)
        {
            hangs.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        }
    }
}
