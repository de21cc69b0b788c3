using Prebuilds.Presets;
using Xunit;

namespace Prebuilds.Core.Tests.Presets;

public sealed class SurgeTests
{
    [Theory]
    [InlineData("1", 10, 1)]
    [InlineData("10000", 1, 10_000)]
    [InlineData("3", 0, 3)]
    [InlineData("25%", 0, 1)]
    [InlineData("25%", 1, 1)]
    [InlineData("25%", 4, 1)]
    [InlineData("25%", 5, 2)]
    [InlineData("25%", 8, 2)]
    [InlineData("1%", 100, 1)]
    [InlineData("1%", 101, 2)]
    [InlineData("100%", 100_000, 100_000)]
    public void A_surge_is_at_least_one_member_and_a_part_is_a_whole_one(string text, int target, int members)
    {
        Assert.True(Surge.TryParse(text, out var surge));
        Assert.Equal(members, surge.Of(target));
        Assert.Equal(text, surge.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("%")]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("25 %")]
    [InlineData("many")]
    public void Anything_else_is_none(string text) => Assert.False(Surge.TryParse(text, out _));
}
