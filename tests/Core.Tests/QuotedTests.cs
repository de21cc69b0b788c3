using Xunit;

namespace Prebuilds.Core.Tests;

public sealed class QuotedTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("größe 数", "'größe 数'")]
    [InlineData("a\nb\u001B[2J", @"'a\u000Ab\u001B[2J'")]
    [InlineData("\u202Eevil\u2028\u00AD", @"'\u202Eevil\u2028\u00AD'")]
    public void A_value_is_shown_without_what_cannot_be_seen(string value, string shown) =>
        Assert.Equal(shown, Quoted.Of(value));

    [Fact]
    public void A_long_value_is_cut()
    {
        Assert.Equal($"'{new string('x', 80)}'", Quoted.Of(new string('x', 80)));
        Assert.Equal($"'{new string('x', 80)}'...", Quoted.Of(new string('x', 81)));
    }
}
