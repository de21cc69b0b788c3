using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Notifications;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

public sealed class PoolTests
{
    [Fact]
    public async Task A_new_version_drains_the_old_pool_and_fills_a_new_one()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2, greeting: "one");
        var before = (await cluster.UntilReady(preset, 2)).Preset.Version;

        await cluster.Push(instances: 3, greeting: "two");

        var after = await cluster.UntilReady(preset, 3);
        Assert.NotEqual(before, after.Preset.Version);
        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows.Length == 3 && rows.All(row => row.Workspace.Version == after.Preset.Version),
            "only members of the new version");
    }

    [Fact]
    public async Task Three_failures_in_a_row_stop_creation_until_a_resume_and_three_failed_members_are_kept()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        for (var i = 0; i < 3; i++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Transient));
        }

        var preset = await cluster.Push(instances: 1);
        var limited = await cluster.Until(preset, status => status.Failures.HardLimited, "the hard limit");
        Assert.Equal(3, limited.FailedMembers);
        Assert.Equal(
            MissReason.HardLimited,
            Assert.IsType<ClaimOutcome.NoneClaimable>(await cluster.Claim(preset, "dev1")).Reason);

        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).Resume());

        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task A_platform_without_room_delays_creation_however_often_and_the_pool_fills_by_itself()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        for (var i = 0; i < 5; i++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Capacity));
        }

        var preset = await cluster.Push(instances: 1);

        var status = await cluster.UntilReady(preset, 1);
        Assert.Equal((false, 6), (status.Failures.HardLimited, (await cluster.Builds(preset)).Count(
            it => it.Build is { Kind: BuildKind.Create, Status: not BuildStatus.Cancelled })));
    }

    [Fact]
    public async Task A_permanent_error_stops_creation_at_once_until_a_resume()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Permanent));

        var preset = await cluster.Push(instances: 1);
        var stopped = await cluster.Until(preset, status => status.Failures.ValidationFailed, "the permanent error");
        Assert.Contains("told to fail", stopped.Preset.ValidationError, StringComparison.Ordinal);

        await cluster.Grains.Preset(preset).Resume();
        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task A_permanent_error_is_told_once_however_many_creations_end_with_texts_of_their_own()
    {
        const int Many = 100;
        await using var cluster = await PoolCluster.Start(
            new InMemoryStore(), options => options.MaxConcurrentBuilds = Many + 1);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Create);
        for (var i = 0; i < Many; i++)
        {
            cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Permanent));
        }

        var preset = await cluster.Push(instances: Many);
        await gate.Arrived(Many);
        gate.Open();

        var events = await Eventually.Sees(
            async () => await cluster.Grains.Catalog().ReadEvents(new(0, 1000)),
            all => all.Count(it => it.Kind == EventKind.BuildFailed) == Many,
            $"{Many} failures");
        Assert.Equal(Many, events.Where(it => it.Kind == EventKind.BuildFailed).DistinctBy(it => it.Detail).Count());
        var told = Assert.Single(events, it => it.Kind == EventKind.ValidationFailed);
        Assert.Equal(told.Detail, (await cluster.Status(preset)).Preset.ValidationError);
        var (_, notifications) = Digest.Empty.Take(events, events[^1].At, TimeSpan.FromHours(1));
        Assert.InRange(notifications.Count(it => it.Event.Kind != EventKind.VersionActivated), 2, 3);
    }

    [Fact]
    public async Task A_member_that_is_not_ready_yet_is_probed_until_it_is()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        cluster.Provisioner.Next(ProvisionStep.Ready, new FakeConduct.NotReady());

        var preset = await cluster.Push(instances: 1);
        var made = await cluster.Until(preset, status => status.Plan.State.Actual == 1, "1 running");
        Assert.Equal(0, made.Plan.State.Eligible);
        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task An_invalidated_pool_is_replaced()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);
        var before = (await cluster.Workspaces(preset)).Select(row => row.Workspace.Id).ToHashSet();

        await cluster.Grains.Preset(preset).Invalidate();

        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows.Length == 2 && rows.All(row => row.Workspace.Ready && !before.Contains(row.Workspace.Id)),
            "two new members");
    }

    [Fact]
    public async Task A_paused_pool_is_not_refilled_until_it_is_resumed()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1);
        await cluster.UntilReady(preset, 1);
        await cluster.Grains.Orchestrator().Pause();

        await cluster.Claim(preset, "dev1");
        await cluster.Grains.Orchestrator().ReconcileAll();
        var paused = await cluster.Status(preset);
        Assert.Equal((0, 0), (paused.Plan.State.Actual, paused.Plan.State.Starting));
        Assert.Equal(
            MissReason.Paused, Assert.IsType<ClaimOutcome.NoneClaimable>(await cluster.Claim(preset, "dev2")).Reason);

        await cluster.Grains.Orchestrator().Resume();
        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task A_stopped_loop_says_why_and_runs_again_when_told()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        await cluster.Grains.Orchestrator().Stop("the weekend");
        var stopped = await cluster.Grains.Orchestrator().GetStatus();
        Assert.Equal("the weekend", stopped.Settings.StopCause);
        Assert.Equal("the weekend", (await cluster.Store.ReadSettings(CancellationToken.None)).StopCause);

        await cluster.Grains.Orchestrator().Run();
        var preset = await cluster.Push(instances: 1);
        await cluster.UntilReady(preset, 1);
    }

    [Fact]
    public async Task A_deleted_workspace_goes_and_a_deleted_member_is_replaced()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1);
        await cluster.UntilReady(preset, 1);
        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev1"));
        await cluster.UntilReady(preset, 1);
        var member = (await cluster.Workspaces(preset)).Single(row => row.Workspace.IsMember).Workspace.Id;

        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).DeleteWorkspace(claimed.Workspace.Id));
        Assert.IsType<CommandOutcome.Done>(await cluster.Grains.Preset(preset).DeleteWorkspace(member));

        await Eventually.Sees(
            () => cluster.Workspaces(preset),
            rows => rows is [{ Workspace: { Ready: true, IsMember: true } left }] && left.Id != member,
            "one new member and nothing else");
        Assert.IsType<CommandOutcome.NotFound>(await cluster.Grains.Preset(preset).DeleteWorkspace(member));
    }

    [Fact]
    public async Task A_preset_that_fails_does_not_stop_the_others()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1);
        await cluster.UntilReady(preset, 1);
        await cluster.Store.OpenPreset(preset, null, CancellationToken.None);

        var pass = await cluster.Grains.Orchestrator().ReconcileAll();

        Assert.True(pass.Errors.Length <= 1);
        await Eventually.Sees(
            cluster.Grains.Orchestrator().ReconcileAll, seen => seen is { Presets: 1, Errors: [] }, "a clean pass");
    }

    [Fact]
    public async Task Deprecating_drains_and_undoing_it_fills_again()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 2);
        await cluster.UntilReady(preset, 2);

        await cluster.Grains.Template("t").Deprecate(deprecated: true);
        await Eventually.Sees(() => cluster.Workspaces(preset), rows => rows.IsEmpty, "an empty pool");
        Assert.Equal(
            MissReason.Inactive, Assert.IsType<ClaimOutcome.NoneClaimable>(await cluster.Claim(preset, "dev1")).Reason);

        await cluster.Grains.Template("t").Deprecate(deprecated: false);
        await cluster.UntilReady(preset, 2);
    }
}
