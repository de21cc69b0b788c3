using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Planning;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Testing.Stores;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests;

public sealed class QueueTests
{
    [Fact]
    public async Task A_cancelled_creation_stops_leaves_nothing_and_is_replaced_without_counting_as_failed()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore(), QuickHeartbeat);
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Hang());
        var preset = await cluster.Push(instances: 1);
        var build = await cluster.UntilBuild(preset, it => it.Status == BuildStatus.Running, "a creation at work");

        var answer = await cluster.Grains.Preset(preset).CancelBuild(build.Id, "it hangs");

        Assert.IsType<CommandOutcome.Done>(answer);
        var status = await cluster.UntilReady(preset, 1);
        Assert.Equal((0, 0), (status.FailedMembers, status.Preset.Failures.FailedAt.Length));
        await Eventually.Sees(
            () => Task.FromResult(cluster.Provisioner.Marks.All),
            made => made.Count == 1,
            "only the new member is left");
        Assert.DoesNotContain(build.Workspace, cluster.Provisioner.Marks.All);
        var entry = (await cluster.Builds(preset)).Single(it => it.Build.Id == build.Id);
        Assert.Equal((BuildStatus.Cancelled, "it hangs"), (entry.Build.Status, entry.Build.Reason));
        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).CancelBuild(build.Id, "again"));
    }

    [Fact]
    public async Task A_cancel_is_noticed_by_the_worker_of_any_silo_long_before_its_heartbeat()
    {
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(),
            options =>
            {
                options.LeaseDuration = TimeSpan.FromHours(1);
                options.MaxConcurrentBuilds = 1;
            },
            silos: 3);
        for (var silo = 0; silo < 3; silo++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Hang());
        }

        var preset = await cluster.Push(instances: 3);
        var hanging = await Eventually.Sees(
            () => Task.FromResult(cluster.Provisioner.Operations),
            operations => operations.Length == 3,
            "a creation at work on each silo");

        foreach (var creation in hanging)
        {
            Assert.IsType<CommandOutcome.Done>(
                await cluster.Grains.Preset(preset).CancelBuild(creation.Build, "it hangs"));
        }

        await cluster.UntilReady(preset, 3);
    }

    [Fact]
    public async Task A_creation_that_waits_in_the_queue_is_cancelled_at_once()
    {
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(), options => options.MaxConcurrentBuilds = 1);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        var preset = await cluster.Push(instances: 2);
        await gate.Arrived(1);
        var build = await cluster.UntilBuild(preset, it => it.StartedAt is null, "a creation that waits");

        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).CancelBuild(build.Id, "too many"));

        gate.Open();
        await cluster.UntilReady(preset, 2);
        Assert.DoesNotContain(cluster.Provisioner.Operations, it => it.Workspace == build.Workspace);
    }

    [Fact]
    public async Task A_cancelled_hand_over_counts_as_failed_stays_its_owners_and_is_done_when_it_is_tried_again()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore(), QuickHeartbeat);
        cluster.Provisioner.Next(ProvisionStep.Claim, new FakeConduct.Hang());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);
        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1")).Workspace;
        var build = await cluster.UntilBuild(
            preset, it => it is { Kind: BuildKind.Claim, Status: BuildStatus.Running }, "a hand-over at work");
        var grain = cluster.Grains.Preset(preset);

        Assert.IsType<CommandOutcome.Done>(await grain.CancelBuild(build.Id, "it hangs"));
        Assert.Equal((HandOver.Failed, UserIds.FromName("ada")), await Row());

        Assert.IsType<CommandOutcome.Done>(await grain.RetryBuild(build.Id));
        await Eventually.Sees(Row, row => row == (HandOver.Done, UserIds.FromName("ada")), "the hand-over is done");
        Assert.IsType<CommandOutcome.Refused>(await grain.RetryBuild(build.Id));

        async Task<(HandOver, UserId)> Row()
        {
            var row = (await cluster.Grains.Catalog().GetWorkspace(claimed.Id))!.Entry.Workspace;
            return (row.HandOver, row.Owner);
        }
    }

    [Theory]
    [InlineData(ErrorClass.Transient, 3)]
    [InlineData(ErrorClass.Permanent, 1)]
    public async Task Creations_that_wait_are_withdrawn_when_creation_stops_and_made_anew_after_a_resume(
        ErrorClass failure, int limit)
    {
        const int Slots = 2;
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(),
            options =>
            {
                (options.MaxConcurrentBuilds, options.ReservedBuilds) = (Slots, 0);
                // Nothing is made anew for those that failed before the limit is reached.
                options.BackoffInterval = TimeSpan.FromHours(1);
            });
        for (var i = 0; i < limit + Slots - 1; i++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(failure));
        }

        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        var preset = await cluster.Push(instances: 10);
        await gate.Arrived(Slots);
        gate.Open();

        var held = await cluster.Until(
            preset, status => status.Plan.Actions.Any(it => it is PlanAction.Hold { Count: 10 }), "all 10 are held");
        Assert.Equal((0, 0), (held.Plan.State.Actual, held.Plan.State.Starting));
        // What is kept of failed members as evidence is limited too, so one may be on its way out already.
        var builds = (await cluster.Builds(preset)).Where(it => it.Build.Kind == BuildKind.Create).ToList();
        var begun = builds.Count(it => it.Build.StartedAt is not null);
        Assert.InRange(begun, limit, limit + Slots - 1);
        Assert.Equal(begun, cluster.Provisioner.Operations.Count(it => it.Step == ProvisionStep.Create));
        var withdrawn = builds.Where(it => it.Build.Status == BuildStatus.Cancelled).ToList();
        Assert.Equal(10, withdrawn.Count + begun);
        Assert.All(withdrawn, it => Assert.StartsWith("Held: ", it.Build.Reason, StringComparison.Ordinal));

        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).Resume());
        await cluster.UntilReady(preset, 10);
    }

    [Fact]
    public async Task Hand_overs_do_not_wait_behind_a_pools_creations()
    {
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(), options => options.MaxConcurrentBuilds = 2);
        var preset = await cluster.Push(instances: 3, claimStep: true);
        await cluster.UntilReady(preset, 3);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        foreach (var name in (string[])["dev1", "dev2", "dev3"])
        {
            var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, name)).Workspace;
            await Eventually.Sees(
                () => cluster.Grains.Catalog().GetWorkspace(claimed.Id),
                details => details!.Entry.Workspace.HandOver == HandOver.Done,
                $"{name} is handed over while creations are held");
        }

        gate.Open();
        await cluster.UntilReady(preset, 3);
    }

    [Fact]
    public async Task What_a_superseded_version_had_queued_says_why_it_was_cancelled()
    {
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(), options => options.MaxConcurrentBuilds = 1);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        var preset = await cluster.Push(instances: 2, greeting: "one");
        await gate.Arrived(1);
        var waiting = await cluster.UntilBuild(preset, it => it.StartedAt is null, "a creation that waits");

        await cluster.Push(instances: 1, greeting: "two");

        var builds = await Eventually.Sees(
            () => cluster.Builds(preset),
            builds => builds.Any(it => it.Build.Id == waiting.Id && it.Build.Status == BuildStatus.Cancelled),
            "the creation is cancelled");
        Assert.StartsWith(
            "Superseded: version ",
            builds.Single(it => it.Build.Id == waiting.Id).Build.Reason,
            StringComparison.Ordinal);
        gate.Open();
        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task A_build_of_another_preset_is_not_found()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 0);

        Assert.IsType<CommandOutcome.NotFound>(
            await cluster.Grains.Preset(preset).CancelBuild(new BuildId(A.Id("other")), "why"));
        Assert.IsType<CommandOutcome.NotFound>(
            await cluster.Grains.Preset(preset).RetryBuild(new BuildId(A.Id("other"))));
    }

    private static void QuickHeartbeat(GrainsOptions options) => options.LeaseDuration = TimeSpan.FromSeconds(3);
}
