using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>What a pool tells about itself.</summary>
public sealed class PoolEventTests
{
    [Fact]
    public async Task Claims_that_miss_are_told_when_they_begin_and_then_once_a_minute()
    {
        await using var scene = await PoolScene.Start(instances: 0);
        for (var i = 0; i < 50; i++)
        {
            Assert.IsType<ClaimOutcome.NoneClaimable>(await scene.Claim($"r{i}"));
        }

        await scene.LookAgain();
        Assert.Equal([("noneWanted", 1)], await Missed(scene));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.LookAgain();

        Assert.Equal([("noneWanted", 1), ("noneWanted", 49)], await Missed(scene));
        scene.Clock.Advance(TimeSpan.FromMinutes(9));
        await scene.LookAgain();
        Assert.Equal(2, (await Missed(scene)).Count);
    }

    [Fact]
    public async Task Misses_are_told_while_the_loop_is_stopped_and_nothing_ticks()
    {
        await using var scene = await PoolScene.Start(instances: 0);
        await scene.Truth.WriteSettings(new LoopSettings(Paused: false, "the weekend"), default);
        scene.Clock.Advance(TimeSpan.FromSeconds(16));
        await scene.LookAgain();

        await scene.Claim("r1");
        await scene.Claim("r2");

        Assert.Equal([("paused", 1)], await Missed(scene));
    }

    [Fact]
    public async Task Misses_that_could_not_be_stored_are_told_with_the_next_step()
    {
        await using var scene = await PoolScene.Start(instances: 0);
        scene.Store.FailNext(nameof(IPrebuildStore.Write));

        await scene.Claim("r1");
        Assert.Empty(await Missed(scene));
        await scene.LookAgain();

        Assert.Equal([("noneWanted", 1)], await Missed(scene));
    }

    [Fact]
    public async Task Failures_in_a_row_are_told_until_the_hard_limit_and_a_resume_as_the_recovery()
    {
        await using var scene = await PoolScene.Start(instances: 1);
        await scene.Claim("r1");
        for (var i = 0; i < 3; i++)
        {
            // What fails at the instant of a success counts as before it.
            scene.Clock.Advance(TimeSpan.FromMinutes(10));
            await scene.LookAgain();
            await scene.Build(new BuildResult.Failed(new BuildError(ErrorClass.Transient, "no disk")));
        }

        await scene.Resume();

        var told = await scene.Truth.ReadEvents(new EventQuery(null, 100), default);
        Assert.Equal(
            [
                EventKind.BuildFailed, EventKind.BuildFailed, EventKind.BuildFailed,
                EventKind.HardLimited, EventKind.Recovered,
            ],
            told.Where(it => it.Kind is not (EventKind.VersionActivated or EventKind.Claimed)).Select(it => it.Kind));
        Assert.Equal("an operator resumed it", told[^1].Detail);
    }

    [Fact]
    public async Task A_permanent_error_is_told_with_its_text_and_a_success_after_a_failure_as_the_recovery()
    {
        await using var scene = await PoolScene.Start(instances: 1);
        await scene.Claim("r1");
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.Build(new BuildResult.Failed(new BuildError(ErrorClass.Transient, "no disk")));
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.LookAgain();
        await scene.Build();
        await scene.Claim("r2");
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.Build(new BuildResult.Failed(new BuildError(ErrorClass.Permanent, "no such size")));

        var told = await scene.Truth.ReadEvents(new EventQuery(null, 100), default);

        Assert.Equal(
            [("Recovered", "a creation succeeded"), ("ValidationFailed", "no such size")],
            told
                .Where(it => it.Kind is EventKind.Recovered or EventKind.ValidationFailed)
                .Select(it => ($"{it.Kind}", it.Detail)));
    }

    private static async Task<List<(string Reason, int Count)>> Missed(PoolScene scene) =>
    [
        .. (await scene.Truth.ReadEvents(new EventQuery(null, 100), default))
            .Where(it => it.Kind == EventKind.Missed)
            .Select(it => (it.Detail!.Split(':')[0], it.Count)),
    ];
}
