using Prebuilds.Templates.Rules;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("instance", "instances")]
    [InlineData("TTL", "ttl")]
    [InlineData("tll", "ttl")]
    [InlineData("readytimeout", "readyTimeout")]
    [InlineData("ready_timeout", "readyTimeout")]
    [InlineData("schedulling", "scheduling")]
    [InlineData("cron", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void A_slip_of_the_pen_is_recognised(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Of(written, ["instances", "ttl", "readyTimeout", "scheduling"]));

    [Fact]
    public void Nothing_is_near_when_nothing_is_known() => Assert.Null(NearestName.Of("x", []));

    [Fact]
    public void Long_names_are_not_compared() =>
        Assert.Null(NearestName.Of(new string('a', 65), [new string('a', 65)]));
}
