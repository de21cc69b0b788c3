using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class StoreCheckTests
{
    private static readonly ClaimEntry Stored = new(
        UserIds.FromName("ada"),
        "r1",
        new WorkspaceId(Drawn.Workspace("w1")),
        new PresetName("go-dev", "large").ToId(),
        "r1",
        Drawn.At(0.5),
        null,
        UserIds.FromName("ada"),
        Drawn.At(-1));

    private static readonly ClaimEntry Gone = Stored with { GoneAt = Drawn.At(9), Holder = null };

    [Theory]
    [InlineData("0-1 ada r1 w1")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 w1 again")]
    [InlineData("0-1 ada r1 lost")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 none")]
    [InlineData("0-1 ada r1 lost; 16-17 ada r1 none")]
    [InlineData("0-1 ada r1 lost; 30-31 ada r1 busy")]
    [InlineData("0-1 ada r1 lost; 30-31 ada r1 none; 14-20 ada r1 lost")]
    [InlineData("0-1 ada r1 lost; 30-31 ada r1 w1 again")]
    [InlineData("0-1 ben r2 none; 0-1 ben r3 lost; 0-1 ada r1 w1")]
    public void What_was_told_and_is_stored_is_right(string history) => Assert.Equal("", Judge(history, Stored));

    [Fact]
    public void What_is_gone_is_right_even_when_its_builds_are_pruned() =>
        Assert.Equal("", Judge("0-1 ada r1 w1", Gone with { ReadyAt = null }));

    [Fact]
    public void A_name_may_come_again_when_the_store_says_that_its_first_workspace_is_gone() => Assert.Equal(
        "",
        Judge(
            "0-1 ada r1/r1 w1; 5-6 ada r2/r1 w2",
            Gone,
            Stored with { RequestId = "r2", Workspace = new WorkspaceId(Drawn.Workspace("w2")) }));

    [Fact]
    public void A_claim_that_is_not_stored_is_lost() => Assert.Equal("lost 1", Judge("0-1 ada r1 w1"));

    [Fact]
    public void A_claim_that_is_stored_with_another_workspace_name_or_preset_is_told()
    {
        ClaimEntry[] others =
        [
            Stored with { Workspace = new WorkspaceId(Drawn.Workspace("w2")) },
            Stored with { Name = "other" },
            Stored with { Preset = new PresetName("go-dev", "small").ToId() },
        ];

        Assert.All(others, other => Assert.Equal("storedOtherwise 1", Judge("0-1 ada r1 w1", other)));
    }

    [Theory]
    [InlineData("0-1 ada r1 none")]
    [InlineData("0-1 ada r1 taken; 2-3 ada r1 none")]
    public void A_claim_that_is_stored_though_every_call_was_told_none_is_told(string history) =>
        Assert.Equal("toldNone 1", Judge(history, Stored));

    [Theory]
    [InlineData("0-1 ada r1 lost; 30-31 ada r1 none", "stranded 1,2")]
    [InlineData("0-1 ada r1 lost; 16.1-17 ada r1 none", "stranded 1,2")]
    [InlineData("30-31 ada r1 taken; 0-1 ada r1 lost; 1-2 ada r1 busy", "stranded 2,1")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 none; 3-4 ada r1 lost; 30-31 ada r1 none", "stranded 3,4")]
    public void A_claim_that_is_stored_though_its_caller_was_told_none_long_after_it_had_no_answer_is_told(
        string history, string violations) => Assert.Equal(violations, Judge(history, Stored));

    [Fact]
    public void A_claim_of_after_the_last_that_was_told_none_is_unresolved_and_not_stranded() => Assert.Equal(
        "", Judge("0-1 ada r1 lost; 30-31 ada r1 none", Stored with { ClaimedAt = Drawn.At(30.5) }));

    [Fact]
    public void A_workspace_that_belongs_to_somebody_else_or_has_no_row_is_told()
    {
        Assert.Equal("notHeld 1", Judge("0-1 ada r1 w1", Stored with { Holder = SystemUser.Prebuilds }));
        Assert.Equal("notHeld 1", Judge("0-1 ada r1 w1", Stored with { Holder = null }));
        Assert.Equal("notHeld 1", Judge("0-1 ada r1 w1", Stored with { GoneAt = Drawn.At(2) }));
    }

    [Fact]
    public void A_workspace_that_was_not_ready_before_it_was_claimed_is_told()
    {
        Assert.Equal("neverReady 1", Judge("0-1 ada r1 w1", Stored with { ReadyAt = null }));
        Assert.Equal("neverReady 1", Judge("0-1 ada r1 w1", Stored with { ReadyAt = Drawn.At(0.6) }));
        Assert.Equal("neverReady 1", Judge("0-1 ada r1 w1", Gone with { ReadyAt = Drawn.At(0.6) }));
    }

    [Fact]
    public void A_claim_that_nobody_asked_for_is_told_when_there_was_nobody_else()
    {
        Assert.Equal("", Judge("0-1 ben r2 none", Stored));
        Assert.Equal(
            "nobodyAsked",
            Drawn.Judge(Drawn.Readings("0-1 ben r2 none"), store => store.Add(Stored), exclusive: true));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "overfull")]
    public void A_pool_above_its_target_is_told(int more, string violations)
    {
        var pool = Examples.Status();
        var state = pool.Plan.State with { Actual = 2, Expired = 1, Starting = 1 + more, Desired = 2 };

        Assert.Equal(
            violations,
            Drawn.Judge([], store => store.Add(pool with { Plan = pool.Plan with { State = state } })));
    }

    private static string Judge(string history, params ClaimEntry[] claims) => Drawn.Judge(
        Drawn.Readings(history),
        store =>
        {
            foreach (var claim in claims)
            {
                store.Add(claim);
            }
        });
}
