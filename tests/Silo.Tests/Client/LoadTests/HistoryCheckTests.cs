using Prebuilds.Client.LoadTests.History;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class HistoryCheckTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0-1 ada r1 w1; 1-2 ben r1 w2; 2-3 ada r2 w3")]
    [InlineData("0-1 ada r1 w1; 2-3 ada r1 w1 again; 4-5 ada r1 w1 again")]
    [InlineData("0-1 ada r1 none; 2-3 ada r1 taken; 4-5 ada r1 w1")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 w1 again")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 none; 4-5 ada r1 w1")]
    public void What_can_have_happened_is_right(string history) => Assert.Equal("", Drawn.Judge(history));

    [Theory]
    [InlineData("0-5 ada r1 w1; 1-2 ada r1 none")]
    [InlineData("0-5 ada r1 w1; 4-9 ada r1 none")]
    [InlineData("0-5 ada r1 w1; 5-9 ada r1 none")]
    [InlineData("0-5 ada r1 w1; 1-6 ada r1 w1")]
    [InlineData("4-9 ada r1 w1 again; 0-5 ada r1 w1")]
    public void Calls_that_overlap_may_be_answered_in_either_order(string history) =>
        Assert.Equal("", Drawn.Judge(history));

    [Theory]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r1/a delete w1; 4-5 ada r2/a w2")]
    [InlineData("0-1 ada r1/a w1; 2-9 ada r1/a deleting w1; 3-4 ada r2/a w2")]
    [InlineData("4-5 ada r2/a w2; 0-1 ada r1/a w1; 2-3 ada r1/a delete w1")]
    [InlineData("0-9 ada r1/a w1; 1-2 ada r2/a w2; 3-4 ada r2/a delete w2")]
    [InlineData("0-1 ada r1/a w1; 2-3 ben r2/a w2")]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r1/a delete w1; 4-5 ada r2/a w2; 6-7 ada r2/a delete w2; 8-9 ada r3/a w3")]
    [InlineData("0-1 ada r1 w1; 2-3 ada r1 delete w1; 4-5 ada r1 w1 again")]
    public void A_name_is_free_again_when_its_workspace_is_deleted(string history) =>
        Assert.Equal("", Drawn.Judge(history));

    [Theory]
    [InlineData("0-1 ada r1 w1; 2-3 ben r9 w1", "twoOwners 1,2")]
    [InlineData("0-5 ada r1 w1; 0-5 ada r2 w1", "twoOwners 1,2")]
    [InlineData("0-1 ada r1 lost; 2-3 ada r1 w1 again; 2-3 ben r1 w1", "twoOwners 2,3")]
    [InlineData("0-1 ada r1 w1; 2-3 ada r1 w2 again", "twoWorkspaces 1,2")]
    [InlineData("0-5 ada r1 w1; 0-5 ada r1 w2", "twoWorkspaces 1,2")]
    [InlineData("0-1 ada r1/a w1=b", "wrongName 1")]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r1/a w1=b again", "wrongName 1,2")]
    [InlineData("0-1 ada r1 w1; 2-3 ada r1 none", "forgotten 1,2")]
    [InlineData("2-3 ada r1 taken; 0-1 ada r1 w1", "forgotten 2,1")]
    [InlineData("0-1 ada r1 w1; 2-3 ada r1 w1", "grantedAnew 1,2")]
    [InlineData("2-3 ada r1 w1; 0-1 ada r1 w1 again", "grantedAnew 2,1")]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r2/a w2", "nameTwice 1,2")]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r2/a w2; 4-5 ada r1/a delete w1", "nameTwice 1,2")]
    [InlineData("0-1 ada r1/a w1; 2-3 ada r1/a refused w1; 4-5 ada r2/a w2", "nameTwice 1,3")]
    [InlineData("0-1 ada r1/a delete w1; 2-3 ada r1/a w1", "givenAfterDeletion 1,2")]
    [InlineData("2-3 ada r1/a w1; 0-1 ada r1/a delete w1", "givenAfterDeletion 2,1")]
    [InlineData("1-0 ada r1 none", "disordered 1")]
    public void What_cannot_have_happened_is_told_with_its_lines(string history, string violations) =>
        Assert.Equal(violations, Drawn.Judge(history));

    [Fact]
    public void A_miss_for_want_of_a_place_in_the_queue_contradicts_no_grant() =>
        Assert.Equal("", Drawn.Judge("0-1 ada r1 w1; 2-3 ada r1 busy"));

    [Fact]
    public void A_call_that_was_made_before_it_was_intended_is_disordered()
    {
        var reading = Drawn.Readings("0-1 ada r1 none")[0];
        var line = reading.Line! with { Intended = Drawn.At(0.5) };

        Assert.Equal("disordered 1", Drawn.Judge([reading with { Line = line }]));
    }

    [Fact]
    public void A_grant_without_a_workspace_is_unreadable()
    {
        var reading = Drawn.Readings("0-1 ada r1 w1")[0];

        Assert.Equal("unreadable 1", Drawn.Judge([reading with { Line = reading.Line! with { Workspace = null } }]));
    }

    [Fact]
    public void A_user_is_the_same_by_name_and_by_id()
    {
        var readings = Drawn.Readings("0-1 ada r1 w1; 2-3 ada r1 w2 again");
        var id = Users.UserIds.FromName("ada").ToString();
        readings[1] = readings[1] with { Line = readings[1].Line! with { User = id } };

        Assert.Equal("twoWorkspaces 1,2", Drawn.Judge(readings));
    }

    [Fact]
    public void Lines_of_several_files_are_one_history()
    {
        var readings = Drawn.Readings("0-1 ada r1 w1; 2-3 ben r9 w1");
        readings[1] = readings[1] with { At = new LineReference("other", 7) };

        Assert.Equal("twoOwners 1,7", Drawn.Judge(readings));
    }
}
