using Prebuilds.Builds;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Builds;

public sealed class BuildProgressTests
{
    [Theory]
    [InlineData(BuildStatus.Queued, WorkspacePhase.Queued, false)]
    [InlineData(BuildStatus.Running, WorkspacePhase.Starting, false)]
    [InlineData(BuildStatus.Probing, WorkspacePhase.Running, false)]
    [InlineData(BuildStatus.Succeeded, WorkspacePhase.Running, true)]
    [InlineData(BuildStatus.Failed, WorkspacePhase.Failed, false)]
    public void A_creation_moves_its_member(BuildStatus status, WorkspacePhase phase, bool ready)
    {
        foreach (var before in Enum.GetValues<WorkspacePhase>().Where(p => p != WorkspacePhase.Deleting))
        {
            var member = A.Member() with { Phase = before, Ready = true };
            Assert.Equal(new WorkspaceProgress(phase, ready, HandOver.None), Apply(BuildKind.Create, status, member));
        }
    }

    [Fact]
    public void A_cancelled_creation_removes_its_member() =>
        Assert.Null(Apply(BuildKind.Create, BuildStatus.Cancelled, A.Member() with { Phase = WorkspacePhase.Queued }));

    [Fact]
    public void A_workspace_that_is_deleting_never_comes_back()
    {
        var leaving = A.Member() with { Phase = WorkspacePhase.Deleting, Ready = false };
        foreach (var status in Enum.GetValues<BuildStatus>())
        {
            Assert.Equal(
                new WorkspaceProgress(WorkspacePhase.Deleting, false, HandOver.None),
                Apply(BuildKind.Create, status, leaving));
            var claimed = leaving with { Owner = new UserId(A.Id("ann")), HandOver = HandOver.Pending };
            Assert.Equal(WorkspacePhase.Deleting, Apply(BuildKind.Claim, status, claimed)?.Phase);
        }
    }

    [Fact]
    public void A_claimed_workspace_is_not_changed_by_a_late_word_of_its_creation()
    {
        var claimed = A.Member() with { Owner = new UserId(A.Id("ann")), HandOver = HandOver.Done };
        foreach (var status in Enum.GetValues<BuildStatus>())
        {
            Assert.Equal(
                new WorkspaceProgress(WorkspacePhase.Running, true, HandOver.Done),
                Apply(BuildKind.Create, status, claimed));
        }
    }

    [Theory]
    [InlineData(BuildStatus.Queued, HandOver.Pending)]
    [InlineData(BuildStatus.Running, HandOver.Pending)]
    [InlineData(BuildStatus.Succeeded, HandOver.Done)]
    [InlineData(BuildStatus.Failed, HandOver.Failed)]
    [InlineData(BuildStatus.Cancelled, HandOver.Pending)]
    public void A_claim_moves_only_the_hand_over(BuildStatus status, HandOver handOver)
    {
        var claimed = A.Member() with { Owner = new UserId(A.Id("ann")), HandOver = HandOver.Pending };
        Assert.Equal(
            new WorkspaceProgress(WorkspacePhase.Running, true, handOver), Apply(BuildKind.Claim, status, claimed));
    }

    [Theory]
    [InlineData(BuildStatus.Queued)]
    [InlineData(BuildStatus.Running)]
    [InlineData(BuildStatus.Failed)]
    [InlineData(BuildStatus.Cancelled)]
    public void A_deletion_keeps_its_workspace_leaving_until_it_succeeded(BuildStatus status) => Assert.Equal(
        new WorkspaceProgress(WorkspacePhase.Deleting, false, HandOver.Done),
        Apply(BuildKind.Delete, status, A.Member() with { HandOver = HandOver.Done }));

    [Fact]
    public void A_deletion_that_succeeded_removes_its_workspace() =>
        Assert.Null(Apply(BuildKind.Delete, BuildStatus.Succeeded, A.Member()));

    [Fact]
    public void A_build_is_finished_when_nothing_more_will_happen_to_it() => Assert.Equal(
        [BuildStatus.Succeeded, BuildStatus.Failed, BuildStatus.Cancelled],
        Enum.GetValues<BuildStatus>().Where(status => (A.Build(A.Member()) with { Status = status }).IsFinished));

    private static WorkspaceProgress? Apply(BuildKind kind, BuildStatus status, Workspace workspace) =>
        BuildProgress.Apply(A.Build(workspace, kind) with { Status = status }, workspace);
}
