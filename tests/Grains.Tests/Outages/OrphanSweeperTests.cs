using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Grains.Builds.Machines;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>What is removed from a machine whose database may have been restored from a backup.</summary>
public sealed class OrphanSweeperTests : IDisposable
{
    private static readonly WorkspaceId Gone = new(A.Id("gone"));
    private static readonly WorkspaceId Unknown = new(A.Id("unknown"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-orphans-");
    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly Restored _store = new();
    private readonly Held _held = new();
    private readonly LogLines _errors = new();

    public void Dispose()
    {
        _errors.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_store_let_go_goes_at_once_and_what_it_never_knew_is_reported_and_stays_for_a_while()
    {
        await Sweep();

        Assert.Equal([Unknown], _held.Workspaces);
        var told = Assert.Single(_errors.All);
        Assert.Contains($"1 workspaces below {_folder.FullName} were never known", told, StringComparison.Ordinal);
        Assert.Contains(Unknown.ToString(), told, StringComparison.Ordinal);
        Assert.Contains("restored from a backup", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_it_stayed_is_not_forgotten_by_a_restart()
    {
        await Sweep();
        _clock.Advance(TimeSpan.FromDays(6));

        await Sweep();
        Assert.Equal([Unknown], _held.Workspaces);
        _clock.Advance(TimeSpan.FromDays(2));

        await Sweep();
        Assert.Empty(_held.Workspaces);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "unknown")));
    }

    /// <summary>Runs a sweeper, anew, until it did a sweep and begins the next one.</summary>
    private async Task Sweep()
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_errors).SetMinimumLevel(LogLevel.Error))
            .AddPrebuildsProvisioning()
            .Configure<ProvisioningOptions>(options => options.DataDirectory = _folder.FullName);
        await using var provider = services.BuildServiceProvider();
        using var sweeper = new OrphanSweeper(
            _store,
            new Provisioners([_held]),
            provider.GetRequiredService<MachineMark>(),
            provider.GetRequiredService<UnknownWorkspaces>(),
            Options.Create(new GrainsOptions()),
            _clock,
            provider.GetRequiredService<ILogger<OrphanSweeper>>());
        _held.IsSwept = false;
        await sweeper.StartAsync(default);
        Assert.True(await _held.Looked.WaitAsync(Patience));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await _held.Looked.WaitAsync(Patience));
        await sweeper.StopAsync(default);
    }

    private sealed class Restored() : ForwardingStore(new InMemoryStore())
    {
        protected override Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop) =>
            name == nameof(ListGone) ? (Task<T>)(object)Task.FromResult(ImmutableHashSet.Create(Gone)) : effect();
    }

    /// <summary>Has two workspaces, neither of which the store knows.</summary>
    private sealed class Held : IProvisioner
    {
        public HashSet<WorkspaceId> Workspaces { get; } = [Gone, Unknown];

        /// <summary>Whether a sweep was given an answer: the next one waits until it is stopped.</summary>
        public bool IsSwept { get; set; }

        /// <summary>Released by every sweep that begins.</summary>
        public SemaphoreSlim Looked { get; } = new(0);

        public ProvisionerKind Kind => ProvisionerKind.Script;

        public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
            throw new NotSupportedException();

        public async Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop)
        {
            Looked.Release();
            if (IsSwept)
            {
                await new TaskCompletionSource().Task.WaitAsync(stop);
            }

            IsSwept = true;
            return [.. Workspaces];
        }

        public Task RemoveLocal(WorkspaceId workspace, CancellationToken stop)
        {
            Workspaces.Remove(workspace);
            return Task.CompletedTask;
        }
    }
}
