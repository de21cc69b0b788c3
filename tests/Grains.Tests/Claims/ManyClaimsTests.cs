using Prebuilds.Claims;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Storage;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

/// <summary>A thousand callers at once want a member of a pool of two hundred: over every store there is.</summary>
public abstract class ManyClaimsTests
{
    private const int Members = 200;
    private const int Callers = 1000;

    [Fact]
    public async Task Two_hundred_of_a_thousand_claims_are_granted_once_each_and_repeats_are_answered_the_same()
    {
        await using var cluster = await PoolCluster.Start(await OpenStore());
        var preset = await cluster.Push(Members);
        await cluster.UntilReady(preset, Members);
        await cluster.Grains.Orchestrator().Pause();

        var first = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => cluster.Claim(preset, $"dev{i}")));
        var second = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => cluster.Claim(preset, $"dev{i}")));

        var granted = first.OfType<ClaimOutcome.Claimed>().ToList();
        Assert.Equal(Members, granted.Count);
        Assert.Equal(Members, granted.Select(claim => claim.Workspace.Id).Distinct().Count());
        Assert.Equal(Callers - Members, first.Count(outcome => outcome is ClaimOutcome.NoneClaimable));
        Assert.Equal(first.Select(Answer), second.Select(Answer));
        Assert.All(second.OfType<ClaimOutcome.Claimed>(), repeat => Assert.True(repeat.Repeat));
    }

    protected abstract Task<IPrebuildStore> OpenStore();

    private static (string Kind, Guid? Workspace) Answer(ClaimOutcome outcome) =>
        (outcome.GetType().Name, (outcome as ClaimOutcome.Claimed)?.Workspace.Id.Value);
}
