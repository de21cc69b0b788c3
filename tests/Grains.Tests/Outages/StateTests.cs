using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Presets;
using Prebuilds.Provisioning;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>What a build does whose state the store does not keep.</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData(BuildKind.Create, typeof(BuildResult.Failed))]
    [InlineData(BuildKind.Claim, typeof(BuildResult.Retry))]
    [InlineData(BuildKind.Delete, typeof(BuildResult.Retry))]
    public async Task Without_a_key_a_build_fails_and_says_so_before_anything_is_made(BuildKind kind, Type outcome)
    {
        var provisioner = new Rememberer();

        var result = await Run(new KeylessStore(), provisioner, kind, limit: 100);

        Assert.IsType(outcome, result);
        var error = result is BuildResult.Failed failed ? failed.Error : ((BuildResult.Retry)result).Error;
        Assert.Equal(new BuildError(ErrorClass.Transient, "no key"), error);
        Assert.Null(provisioner.Answer);
    }

    [Theory]
    [InlineData(10, StateWrite.TooLarge)]
    [InlineData(11, StateWrite.NotOurs)]
    public async Task A_state_above_the_limit_is_not_kept_and_neither_is_that_of_a_lost_lease(
        int limit, StateWrite answer)
    {
        var provisioner = new Rememberer();

        await Run(new InMemoryStore(), provisioner, BuildKind.Create, limit);

        Assert.Equal(answer, provisioner.Answer);
    }

    [Theory]
    [InlineData(BuildKind.Delete, 4, false)]
    [InlineData(BuildKind.Delete, 5, true)]
    [InlineData(BuildKind.Delete, 6, true)]
    [InlineData(BuildKind.Claim, 4, false)]
    public async Task A_deletion_that_has_failed_five_times_is_told_of(BuildKind kind, int attempt, bool told)
    {
        var result = await Run(new KeylessStore(), new Rememberer(), kind, limit: 100, attempt);

        Assert.Equal(told, Assert.IsType<BuildResult.Retry>(result).IsToTell);
    }

    [Fact]
    public async Task A_build_is_given_what_the_check_of_its_version_chose()
    {
        var provisioner = new Rememberer();

        await Run(new ChoosyStore(), provisioner, BuildKind.Create, limit: 100);

        Assert.Equal("chosen"u8.ToArray(), provisioner.Pins!.Value.ToArray());
    }

    private static Task<BuildResult> Run(
        IPrebuildStore store, IProvisioner provisioner, BuildKind kind, int limit, int attempt = 1)
    {
        var step = new BuildStep(
            store,
            new Provisioners([provisioner]),
            Options.Create(new GrainsOptions { StateLimit = limit }),
            TimeProvider.System,
            NullLogger<BuildStep>.Instance);
        return step.Run(
            new BuildLease(
                A.Build(A.Member()) with { Kind = kind, Attempt = attempt },
                A.Id("lease"),
                Probing: false,
                null,
                A.Member(),
                "prebuilds",
                provisioner.Kind,
                new PresetName("t", "p"),
                ImmutableSortedDictionary<string, string>.Empty,
                TimeSpan.FromMinutes(5),
                ReplacementPolicy.Allow,
                ImmutableSortedDictionary<string, string>.Empty),
            (_, _) => Task.FromResult(true),
            CancellationToken.None);
    }

    private sealed class KeylessStore() : ForwardingStore(new InMemoryStore())
    {
        protected override Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop) =>
            name == nameof(ReadState) ? throw new SealException("no key") : effect();
    }

    private sealed class ChoosyStore() : ForwardingStore(new InMemoryStore())
    {
        public override Task<ReadOnlyMemory<byte>?> ReadPins(TemplateVersionId version, CancellationToken stop) =>
            Task.FromResult<ReadOnlyMemory<byte>?>("chosen"u8.ToArray());
    }

    /// <summary>Reads what it remembers, and then remembers 11 bytes.</summary>
    private sealed class Rememberer : IProvisioner
    {
        public StateWrite? Answer { get; private set; }

        public ReadOnlyMemory<byte>? Pins { get; private set; }

        public ProvisionerKind Kind => ProvisionerKind.Terraform;

        public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) =>
            Remember(request, stop);

        public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) =>
            Task.FromResult<ProvisionResult>(new ProvisionResult.NotReady());

        public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) => Remember(request, stop);

        public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) =>
            Remember(request, stop);

        public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
            Task.FromResult(CheckResult.Good);

        public Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop) =>
            Task.FromResult<IReadOnlyCollection<WorkspaceId>>([]);

        public Task RemoveLocal(WorkspaceId workspace, CancellationToken stop) => Task.CompletedTask;

        private async Task<ProvisionResult> Remember(ProvisionRequest request, CancellationToken stop)
        {
            await request.State.Read(stop);
            Pins = await request.Pins(stop);
            Answer = await request.State.Write(new byte[11], stop);
            return new ProvisionResult.Succeeded(ImmutableSortedDictionary<string, string>.Empty);
        }
    }
}
