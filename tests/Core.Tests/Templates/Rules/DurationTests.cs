using Prebuilds.Templates.Rules;
using Xunit;

namespace Prebuilds.Core.Tests.Templates.Rules;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("24h", 86_400)]
    [InlineData("7d", 604_800)]
    [InlineData("007d", 604_800)]
    [InlineData("10675199d", 922_337_193_600)]
    public void A_number_and_a_unit_are_a_duration(string text, long seconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(seconds, (long)value.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1")]
    [InlineData("1.5h")]
    [InlineData("-1h")]
    [InlineData("+1h")]
    [InlineData("1 h")]
    [InlineData("1H")]
    [InlineData("1w")]
    [InlineData("1h30m")]
    [InlineData("10675200d")]
    [InlineData("999999999d")]
    [InlineData("10000000000s")]
    public void Anything_else_is_none(string text) => Assert.False(Duration.TryParse(text, out _));
}
