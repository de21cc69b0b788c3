using Prebuilds.Builds;
using Prebuilds.Grains.Builds.Commands;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>What cancelling and trying again mean, kind by kind and status by status.</summary>
public sealed class BuildCommandTests
{
    private static readonly Workspace Member = A.Member() with { Phase = WorkspacePhase.Starting, Ready = false };
    private static readonly Workspace Claimed = A.Member() with
    {
        Owner = UserIds.FromName("ada"),
        HandOver = HandOver.Failed,
    };

    private static readonly BuildId New = new(A.Id("new"));

    [Theory]
    [InlineData(BuildKind.Create, BuildStatus.Queued, typeof(PresetChange.Cancel))]
    [InlineData(BuildKind.Create, BuildStatus.Running, typeof(PresetChange.Withdraw))]
    [InlineData(BuildKind.Create, BuildStatus.Probing, typeof(PresetChange.Withdraw))]
    [InlineData(BuildKind.Create, BuildStatus.Succeeded, null)]
    [InlineData(BuildKind.Create, BuildStatus.Failed, null)]
    [InlineData(BuildKind.Create, BuildStatus.Cancelled, null, true)]
    [InlineData(BuildKind.Claim, BuildStatus.Queued, typeof(PresetChange.Withdraw))]
    [InlineData(BuildKind.Claim, BuildStatus.Running, typeof(PresetChange.Withdraw))]
    [InlineData(BuildKind.Delete, BuildStatus.Queued, null)]
    [InlineData(BuildKind.Delete, BuildStatus.Running, null)]
    public void Cancelling_is_defined_for_every_build(
        BuildKind kind, BuildStatus status, Type? change, bool done = false)
    {
        var command = BuildCommands.Cancel(Build(kind, status), Row(kind), "why", () => New);

        Assert.Equal(change, command.Change?.GetType());
        Assert.Equal(done || change is not null, command.Answer is CommandOutcome.Done);
    }

    [Theory]
    [InlineData(BuildKind.Create, BuildStatus.Queued, typeof(PresetChange.Hasten))]
    [InlineData(BuildKind.Delete, BuildStatus.Queued, typeof(PresetChange.Hasten))]
    [InlineData(BuildKind.Claim, BuildStatus.Queued, typeof(PresetChange.Hasten))]
    [InlineData(BuildKind.Claim, BuildStatus.Failed, typeof(PresetChange.HandOverAgain))]
    [InlineData(BuildKind.Claim, BuildStatus.Cancelled, typeof(PresetChange.HandOverAgain))]
    [InlineData(BuildKind.Claim, BuildStatus.Running, null)]
    [InlineData(BuildKind.Create, BuildStatus.Failed, null)]
    [InlineData(BuildKind.Create, BuildStatus.Succeeded, null)]
    public void Trying_again_is_defined_for_every_build(BuildKind kind, BuildStatus status, Type? change)
    {
        var command = BuildCommands.Retry(Build(kind, status), Row(kind), () => New);

        Assert.Equal(change, command.Change?.GetType());
        Assert.Equal(change is not null, command.Answer is CommandOutcome.Done);
    }

    [Fact]
    public void A_creation_that_was_begun_is_withdrawn_with_a_deletion_and_a_hand_over_without()
    {
        var create = BuildCommands.Cancel(Build(BuildKind.Create, BuildStatus.Running), Member, "why", () => New);
        var claim = BuildCommands.Cancel(Build(BuildKind.Claim, BuildStatus.Running), Claimed, "why", () => New);

        Assert.Equal(
            (New, WorkspacePhase.Deleting),
            create.Change is PresetChange.Withdraw it ? (it.Deletion!.Value, it.After.Phase) : default);
        Assert.Equal(
            (null, new WorkspaceProgress(Claimed.Phase, Claimed.Ready, HandOver.Failed)),
            claim.Change is PresetChange.Withdraw other ? (other.Deletion, other.After) : default);
    }

    [Fact]
    public void A_hand_over_that_is_pending_again_is_not_queued_twice()
    {
        var command = BuildCommands.Retry(
            Build(BuildKind.Claim, BuildStatus.Failed), Claimed with { HandOver = HandOver.Pending }, () => New);

        Assert.Null(command.Change);
        Assert.IsType<CommandOutcome.Done>(command.Answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_done_about_a_workspace_that_goes(bool gone)
    {
        var row = gone ? null : Claimed with { Phase = WorkspacePhase.Deleting };

        Assert.IsType<CommandOutcome.Refused>(
            BuildCommands.Cancel(Build(BuildKind.Claim, BuildStatus.Running), row, "why", () => New).Answer);
        Assert.IsType<CommandOutcome.Refused>(
            BuildCommands.Retry(Build(BuildKind.Claim, BuildStatus.Failed), row, () => New).Answer);
    }

    private static Workspace Row(BuildKind kind) => kind == BuildKind.Create ? Member : Claimed;

    private static Build Build(BuildKind kind, BuildStatus status) => A.Build(Row(kind)) with
    {
        Kind = kind,
        Status = status,
        StartedAt = status == BuildStatus.Queued ? null : A.Noon,
    };
}
