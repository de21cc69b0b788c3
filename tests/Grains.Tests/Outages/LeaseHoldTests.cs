using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Grains.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>A worker stops before anybody else may begin.</summary>
public sealed class LeaseHoldTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly UnsteadyStore _store = new(new InMemoryStore());

    [Fact]
    public async Task A_heartbeat_that_fails_ends_the_work_a_sixth_before_the_lease_does()
    {
        for (var beat = 0; beat < 5; beat++)
        {
            _store.FailNext(nameof(IPrebuildStore.RenewLease));
        }

        await using var hold = Hold(A.Noon + Duration);

        _clock.Advance(Duration * 5 / 6 - TimeSpan.FromSeconds(1));
        Assert.False(hold.Lost.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await UntilLost(hold);
    }

    [Fact]
    public async Task The_time_that_the_lease_took_to_come_counts()
    {
        _clock.Advance(TimeSpan.FromSeconds(20));
        await using var hold = Hold(A.Noon + Duration);

        _clock.Advance(TimeSpan.FromSeconds(5));

        await UntilLost(hold);
    }

    [Fact]
    public async Task A_lease_that_came_too_late_is_not_worked_on()
    {
        _clock.Advance(Duration);
        await using var hold = Hold(A.Noon + Duration);

        await UntilLost(hold);
    }

    // The fake clock may leave what is due to the heartbeat's thread, when that is asking for the time just now.
    private static Task<bool> UntilLost(LeaseHold hold) => Eventually.Sees(
        () => Task.FromResult(hold.Lost.IsCancellationRequested), isLost => isLost, "the end of the lease");

    private LeaseHold Hold(DateTimeOffset until) => new(
        _store,
        new BuildLease(
            A.Build(A.Member()),
            A.Id("lease"),
            Probing: false,
            null,
            A.Member(),
            "prebuilds",
            ProvisionerKind.Script,
            new PresetName("t", "p"),
            ImmutableSortedDictionary<string, string>.Empty,
            TimeSpan.FromMinutes(5),
            ReplacementPolicy.Allow,
            ImmutableSortedDictionary<string, string>.Empty),
        until,
        Duration,
        _clock,
        NullLogger.Instance);
}
