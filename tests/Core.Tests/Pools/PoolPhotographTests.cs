using Prebuilds.Testing;
using Xunit;
using static Prebuilds.Core.Tests.Pools.PoolDrawing;

namespace Prebuilds.Core.Tests.Pools;

/// <summary>Which slices a pool takes over, and what an older photograph cannot bring back.</summary>
public sealed class PoolPhotographTests
{
    [Theory]
    [InlineData(4, 6, false)]
    [InlineData(4, 7, true)]
    [InlineData(4, 8, true)]
    [InlineData(3, 9, false)]
    [InlineData(5, 9, false)]
    public void Only_a_slice_of_this_epoch_that_is_not_older_is_adopted(long epoch, long revision, bool adopted)
    {
        var pool = PoolOf(Member('a', 9));
        var slice = Slice(revision, Member('b', 1)) with { Epoch = epoch, Preset = A.Preset(5) };

        Assert.Equal(adopted, pool.Adopt(slice));

        Assert.Equal(adopted ? revision : 7, pool.Revision);
        Assert.Equal(adopted ? 5 : 3, pool.Preset.Pool.Instances);
        Assert.Equal(adopted ? "b" : "a", TakeAll(pool));
        Assert.Equal(4, pool.Epoch);
    }

    [Fact]
    public void Reservations_outlive_a_slice_and_its_absence_of_the_member()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 5));
        Assert.Equal("a b", TakeAll(pool));
        Assert.True(pool.Adopt(Slice(7, Member('b', 5))));
        Assert.True(pool.Adopt(Slice(7, Member('a', 9), Member('b', 5))));
        Assert.Equal("", TakeAll(pool));
    }

    [Fact]
    public void No_photograph_taken_before_a_claim_brings_the_member_back()
    {
        var pool = PoolOf(Member('a', 9), Member('b', 1));
        pool.Take(A.Noon);
        pool.Claimed(Id('a'));
        Assert.True(pool.Adopt(Slice(7, Member('a', 9), Member('b', 1))));
        Assert.True(pool.Adopt(Slice(8, Member('a', 9), Member('b', 1))));
        pool.Written(9, Live, [], []);
        Assert.True(pool.Adopt(Slice(9, Member('a', 9), Member('b', 1))));
        Assert.Equal("b", Names(pool.Members.Select(m => m.Id)));
        Assert.Equal("b", TakeAll(pool));
    }

    [Fact]
    public void What_was_claimed_is_remembered_over_two_writes_and_not_for_ever()
    {
        var pool = PoolOf(Member('a', 9));
        pool.Claimed(Id('a'));
        pool.Written(8, Live, [], []);
        pool.Written(9, Live, [], []);
        Assert.True(pool.Adopt(Slice(9, Member('a', 9))));
        Assert.Equal("a", TakeAll(pool));
    }

    [Fact]
    public void What_was_lost_comes_back_with_a_slice_that_shows_it()
    {
        var pool = PoolOf(Member('a', 9));
        pool.Take(A.Noon);
        pool.Lost(Id('a'));
        Assert.Equal("", TakeAll(pool));
        Assert.True(pool.Adopt(Slice(7, Member('a', 9))));
        Assert.Equal("a", TakeAll(pool));
    }
}
