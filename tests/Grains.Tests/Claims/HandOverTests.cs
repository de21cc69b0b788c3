using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Testing.Stores;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

/// <summary>From a claim to a workspace that its owner can use.</summary>
public sealed class HandOverTests
{
    private static readonly ResourceReplacement Replaced = new("vm.dev", ["owner"]);

    [Fact]
    public async Task A_claimed_workspace_is_handed_over_and_then_usable()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);
        var gate = cluster.Provisioner.Hold(ProvisionStep.Claim);

        var claimed = await Claim(cluster, preset);

        Assert.Equal(HandOver.Pending, claimed.HandOver);
        gate.Open();
        var details = await Until(cluster, claimed.Id, HandOver.Done);
        Assert.Contains(details.Builds, build => build is { Kind: BuildKind.Claim, FinishedAt: not null });
    }

    [Fact]
    public async Task A_replaced_resource_is_kept_counted_and_told()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);
        cluster.Provisioner.Next(ProvisionStep.Claim, new FakeConduct.Succeed { Replacements = [Replaced] });

        var claimed = await Claim(cluster, preset);

        var details = await Until(cluster, claimed.Id, HandOver.Done);
        Assert.Equal("vm.dev", Assert.Single(details.Builds[0].Replacements).Address);
        Assert.Equal(1, (await cluster.Status(preset)).ReplacedHandOvers);
        var told = Assert.Single(
            await cluster.Grains.Catalog().ReadEvents(new(0, 1000)), it => it.Kind == EventKind.ResourceReplaced);
        Assert.Equal((claimed.Id, "vm.dev (forced by owner)"), (told.Workspace, told.Detail));
    }

    [Fact]
    public async Task What_a_cancelled_hand_over_had_begun_to_replace_is_known_and_told_once_though_it_is_repeated()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);
        cluster.Provisioner.Next(ProvisionStep.Claim, new FakeConduct.Hang { Replacements = [Replaced] });
        var claimed = await Claim(cluster, preset);
        var begun = (await Eventually.Sees(
            () => cluster.Grains.Catalog().GetWorkspace(claimed.Id),
            details => details!.Builds[0].ReplacingAt is not null,
            "the replacement"))!.Builds[0];

        await cluster.Grains.Preset(preset).CancelBuild(begun.Id, "enough");
        var cancelled = (await Until(cluster, claimed.Id, HandOver.Failed)).Builds[0];
        Assert.Equal((BuildStatus.Cancelled, "vm.dev"), (cancelled.Status, cancelled.Replacements[0].Address));
        await cluster.Grains.Preset(preset).RetryBuild(begun.Id);

        await Until(cluster, claimed.Id, HandOver.Done);
        Assert.Equal(1, (await cluster.Status(preset)).ReplacedHandOvers);
        Assert.Single(
            await cluster.Grains.Catalog().ReadEvents(new(0, 1000)), it => it.Kind == EventKind.ResourceReplaced);
    }

    [Fact]
    public async Task A_hand_over_that_is_refused_leaves_the_workspace_its_owners_with_the_reason()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        var preset = await cluster.Push(instances: 1, claimStep: true);
        await cluster.UntilReady(preset, 1);
        cluster.Provisioner.Next(
            ProvisionStep.Claim, new FakeConduct.Fail(ErrorClass.Permanent) { WouldReplace = [Replaced] });

        var claimed = await Claim(cluster, preset);

        var details = await Until(cluster, claimed.Id, HandOver.Failed);
        Assert.Equal(claimed.Owner, details.Entry.Workspace.Owner);
        Assert.Equal(WorkspacePhase.Running, details.Entry.Workspace.Phase);
        Assert.Contains("told to fail", details.Builds[0].Error!.Message, StringComparison.Ordinal);
        Assert.Contains("failing 'Claim'", await cluster.Grains.Catalog().ReadLog(details.Builds[0].Id, 0));
        Assert.Equal(0, (await cluster.Status(preset)).ReplacedHandOvers);
    }

    [Fact]
    public async Task Sensitive_outputs_are_in_the_answer_of_the_claim_and_shown_to_nobody_but_the_owner()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        cluster.Provisioner.Next(ProvisionStep.Create, new FakeConduct.Succeed { Password = "hunter2" });
        var preset = await cluster.Push(instances: 1);
        await cluster.UntilReady(preset, 1);

        var claimed = await Claim(cluster, preset);

        Assert.Equal("hunter2", claimed.Outputs["password"]);
        var details = await cluster.Grains.Catalog().GetWorkspace(claimed.Id);
        Assert.Equal("password", Assert.Single(details!.Sensitive));
        Assert.False(details.Outputs.ContainsKey("password"));
        Assert.Equal("hunter2", (await cluster.Grains.Catalog().RevealOutputs(claimed.Id, claimed.Owner))!["password"]);
        Assert.Null(await cluster.Grains.Catalog().RevealOutputs(claimed.Id, UserIds.FromName("eve")));
    }

    [Fact]
    public async Task A_pool_whose_creations_are_refused_for_replacements_says_so_to_who_claims()
    {
        await using var cluster = await PoolCluster.Start(new InMemoryStore());
        cluster.Provisioner.Next(
            ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Permanent) { WouldReplace = [Replaced] });
        var preset = await cluster.Push(instances: 1);
        await cluster.Until(preset, status => status.Failures.ValidationFailed, "the permanent error");

        var miss = Assert.IsType<ClaimOutcome.NoneClaimable>(await cluster.Claim(preset, "dev"));

        Assert.Equal(MissReason.ValidationFailed, miss.Reason);
        Assert.Contains("the fake was told to fail 'Create'", miss.Detail, StringComparison.Ordinal);
    }

    private static async Task<ClaimedWorkspace> Claim(PoolCluster cluster, PresetId preset) =>
        Assert.IsType<ClaimOutcome.Claimed>(await cluster.Claim(preset, "dev")).Workspace;

    private static async Task<WorkspaceDetails> Until(PoolCluster cluster, WorkspaceId workspace, HandOver handOver) =>
        (await Eventually.Sees(
            () => cluster.Grains.Catalog().GetWorkspace(workspace),
            details => details!.Entry.Workspace.HandOver == handOver,
            $"hand-over {handOver}"))!;
}
