using Prebuilds.Planning.Failures;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;
using static Prebuilds.Core.Tests.Pools.PoolDrawing;

namespace Prebuilds.Core.Tests.Pools;

public sealed class PoolTests
{
    [Fact]
    public void The_oldest_is_taken_first_and_of_equal_ages_the_lower_id()
    {
        var pool = PoolOf(Member('c', 5), Member('b', 9), Member('a', 5), Member('d', 7));
        Assert.Equal("b d a c", TakeAll(pool));
    }

    [Fact]
    public void Only_what_may_be_handed_out_is_taken()
    {
        var pool = PoolOf(
            Member('a', 9) with { Ready = false },
            Member('b', 9) with { Phase = WorkspacePhase.Deleting },
            Older('c', 9),
            Member('d', 9) with { Preset = new PresetId(A.Id("another preset")) },
            Member('e', 1));
        Assert.Equal("e", TakeAll(pool));
        Assert.Equal(5, pool.Members.Length);
    }

    [Fact]
    public void Members_of_older_versions_are_taken_only_from_a_rolling_pool_and_after_all_new_ones()
    {
        var pool = PoolOf(Older('a', 9), Member('b', 5), Older('c', 7), Member('d', 1));
        Assert.Equal("b d", TakeAll(pool));

        pool.Written(8, RollingTo(Live.Version), [], []);
        Assert.Equal("a c", TakeAll(pool));
        pool.Return(Id('a'));
        pool.Return(Id('d'));
        Assert.Equal("d a", TakeAll(pool));
    }

    [Fact]
    public void A_new_version_makes_the_old_one_the_second_choice_at_once()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        var next = RollingTo(new TemplateVersionId(A.Id("next version")));
        pool.Written(8, next, [Member('c', 0) with { Version = next.Version }], []);
        Assert.Equal("c a b", TakeAll(pool));
    }

    [Fact]
    public void A_rolling_pool_that_is_not_live_gives_nothing_away()
    {
        var retired = RollingTo(Live.Version) with { TemplateDeprecated = true };
        Assert.Equal("", TakeAll(new Pool(Slice(7, Older('a', 9), Member('b', 5)) with { Preset = retired })));
    }

    [Fact]
    public void A_claimed_workspace_is_no_member()
    {
        var pool = PoolOf(Member('a', 9) with { Owner = new UserId(A.Id("ann")) });
        Assert.Empty(pool.Members);
    }

    [Fact]
    public void Nothing_is_taken_of_a_preset_that_is_not_live()
    {
        var pool = new Pool(Slice(7, Member('a', 9)) with { Preset = Live with { TemplateDeprecated = true } });
        Assert.Equal("", TakeAll(pool));
    }

    [Fact]
    public void Stale_members_are_passed_over_until_the_preset_allows_their_age()
    {
        var hourly = Live with { Pool = Live.Pool with { Ttl = TimeSpan.FromMinutes(60) } };
        var pool = new Pool(Slice(7, Member('a', 61), Member('b', 60)) with { Preset = hourly });
        Assert.Equal("b", TakeAll(pool));
        Assert.Equal(2, pool.Members.Length);

        pool.Written(8, Live, [], []);
        Assert.Equal("a", TakeAll(pool));
    }

    [Fact]
    public void An_invalidation_takes_effect_with_its_write()
    {
        var pool = PoolOf(Member('a', 5), Member('b', 1));
        pool.Written(8, Live with { InvalidatedAt = A.Noon.AddMinutes(-3) }, [], []);
        Assert.Equal("b", TakeAll(pool));
    }

    [Fact]
    public void A_member_is_reserved_until_its_claim_tells_what_became_of_it()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5), Member('c', 1));
        Assert.Equal("a b c", TakeAll(pool));
        Assert.Equal("a b c", Names(pool.Reserved));
        Assert.Equal("a b c", Names(pool.Members.Select(m => m.Id)));

        pool.Return(Id('b'));
        pool.Claimed(Id('a'));
        pool.Lost(Id('c'));

        Assert.Empty(pool.Reserved);
        Assert.Equal("b", Names(pool.Members.Select(m => m.Id)));
        Assert.Equal("b", TakeAll(pool));
    }

    [Fact]
    public void Returning_what_nobody_reserved_changes_nothing()
    {
        var pool = PoolOf(Member('a', 9));
        pool.Withhold([Id('a')]);
        pool.Return(Id('a'));
        pool.Return(Id('z'));
        Assert.Equal("", TakeAll(pool));
    }

    [Fact]
    public void A_returned_member_is_taken_as_the_newest_slice_shows_it()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        Assert.Equal("a b", TakeAll(pool));
        Assert.True(pool.Adopt(Slice(8, Member('b', 5) with { Phase = WorkspacePhase.Deleting })));
        pool.Return(Id('a'));
        pool.Return(Id('b'));
        Assert.Equal("", TakeAll(pool));
    }

    [Fact]
    public void Withheld_members_are_not_taken_until_the_write_ends()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5), Member('c', 1));
        pool.Withhold([Id('a'), Id('b'), Id('z')]);
        Assert.Equal("c", TakeAll(pool));

        pool.Release();
        Assert.Equal("a b", TakeAll(pool));
    }

    [Fact]
    public void Withheld_members_stay_withheld_when_a_slice_is_adopted()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        pool.Withhold([Id('a')]);
        Assert.True(pool.Adopt(Slice(7, Member('a', 9), Member('b', 5))));
        Assert.Equal("b", TakeAll(pool));
    }

    [Fact]
    public void A_write_takes_effect_and_lets_go_of_what_was_withheld()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5), Member('c', 3), Member('d', 2));
        pool.Withhold([Id('a'), Id('b'), Id('c')]);
        pool.Written(8, Live, [Member('b', 5) with { Phase = WorkspacePhase.Deleting }, Member('e', 1)], [Id('a')]);
        Assert.Equal(8, pool.Revision);
        Assert.Equal("b c d e", Names(pool.Members.Select(m => m.Id)));
        Assert.Equal("c d e", TakeAll(pool));
    }

    [Fact]
    public void What_a_write_makes_ineligible_or_removes_is_not_taken_even_if_it_was_not_withheld()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5), Member('c', 3));
        pool.Written(8, Live, [Member('b', 5) with { Phase = WorkspacePhase.Failed }], [Id('a')]);
        Assert.Equal("c", TakeAll(pool));
    }

    [Fact]
    public void A_write_does_not_end_a_reservation()
    {
        var pool = PoolOf(Member('a', 9));
        Assert.Equal("a", TakeAll(pool));
        pool.Written(8, Live with { HasClaimStep = true }, [Member('a', 9)], []);
        Assert.Equal("", TakeAll(pool));
        Assert.Equal("a", Names(pool.Reserved));
    }

    [Fact]
    public void A_write_whose_answer_comes_after_a_slice_that_shows_it_changes_nothing_more()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        pool.Withhold([Id('a')]);
        Assert.True(pool.Adopt(Slice(8, Member('b', 5), Member('c', 1))));
        Assert.Equal("b c", TakeAll(pool));
        pool.Claimed(Id('c'));

        pool.Written(8, Live with { TemplateDeleted = true }, [Member('c', 1)], [Id('b')]);

        Assert.Equal("b", Names(pool.Members.Select(m => m.Id)));
        Assert.True(pool.Preset.Live);
        pool.Return(Id('b'));
        Assert.Equal("b", TakeAll(pool));
    }

    [Fact]
    public void A_write_does_not_bring_back_what_was_claimed_meanwhile()
    {
        var pool = PoolOf(Member('a', 9));
        Assert.Equal("a", TakeAll(pool));
        pool.Claimed(Id('a'));
        pool.Written(8, Live, [Member('a', 9), Member('b', 1) with { Owner = new UserId(A.Id("ann")) }], []);
        Assert.Empty(pool.Members);
    }

    [Fact]
    public void A_snapshot_carries_all_that_a_decision_needs()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        pool.Take(A.Noon);
        var failures = new FailureFacts(true, false, null);
        var snapshot = pool.ToSnapshot(failures);
        Assert.Equal("a", Names(snapshot.Reserved));
        Assert.Equal("a b", Names(snapshot.Members.Select(m => m.Id)));
        Assert.Same(Live, snapshot.Preset);
        Assert.Same(failures, snapshot.Failures);
    }

    [Fact]
    public void Ten_thousand_members_are_taken_and_returned_at_ease()
    {
        var pool = PoolOf([.. Enumerable.Range(0, 10_000).Select(seconds => Member($"m{seconds}", seconds))]);
        for (var i = 0; i < 5_000; i++)
        {
            var taken = pool.Take(A.Noon)!;
            Assert.Equal($"m{9_999 - (i / 2)}", taken.Name);
            if (i % 2 == 0)
            {
                pool.Return(taken.Id);
            }
        }

        Assert.Equal(2_500, pool.Reserved.Count);
    }
}
