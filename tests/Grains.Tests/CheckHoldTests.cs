using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>A check that takes longer than a worker may say nothing.</summary>
public sealed class CheckHoldTests
{
    private static readonly TemplateVersionId Version = new(A.Id("version"));

    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly RenewalStore _store = new();

    [Fact]
    public async Task It_stays_with_its_worker_as_long_as_it_takes()
    {
        var checking = await Hold(out var found);
        var end = _clock.GetUtcNow() + (3 * CheckHold.Duration);

        while (_clock.GetUtcNow() < end)
        {
            _clock.Advance(CheckHold.Interval);
            await _store.Renewed.WaitAsync();
        }

        Assert.False(await Take());
        found.SetResult(17);
        Assert.Equal(17, await checking);
    }

    [Fact]
    public async Task It_is_given_up_once_it_is_another_workers()
    {
        var checking = await Hold(out _);
        Assert.True(await Take(after: CheckHold.Duration));

        _clock.Advance(CheckHold.Interval);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);
    }

    private Task<Task<int>> Hold(out TaskCompletionSource<int> found)
    {
        var end = found = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Start();

        async Task<Task<int>> Start()
        {
            var definition = new TemplateDefinition("t", ProvisionerKind.Terraform, [], []);
            await _store.PushVersion(
                new TemplateVersion(Version, definition, false, A.Noon, VersionCheck.Pending),
                new TemplatePackage([]),
                activate: true,
                default);
            await _store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon + CheckHold.Duration, default);
            var hold = new CheckHold(_store, Version, A.Id("worker"), _clock, NullLogger.Instance);
            return hold.While(end.Task.WaitAsync, default);
        }
    }

    /// <summary>Whether another worker gets the check.</summary>
    private async Task<bool> Take(TimeSpan after = default)
    {
        var now = _clock.GetUtcNow() + after;
        return await _store.LeaseCheck(A.Id("other"), now, now + CheckHold.Duration, default) is not null;
    }

    private sealed class RenewalStore() : ForwardingStore(new InMemoryStore())
    {
        public SemaphoreSlim Renewed { get; } = new(0);

        protected override async Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop)
        {
            var answer = await effect();
            if (name == nameof(RenewCheck))
            {
                Renewed.Release();
            }

            return answer;
        }
    }
}
