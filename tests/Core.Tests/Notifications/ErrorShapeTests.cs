using Prebuilds.Notifications;
using Xunit;

namespace Prebuilds.Core.Tests.Notifications;

public sealed class ErrorShapeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("no disk", "no disk")]
    [InlineData("exit code 127", "exit code #")]
    [InlineData("port 10.0.0.1:8080 refused", "port # refused")]
    [InlineData("at 2025-06-02T12:00:00Z: no", "at # no")]
    [InlineData("lock /w/0197-ab3f/state (660f11d7-2817-5acf-a89b-e8637218f41a)", "lock /w/#/state (#)")]
    [InlineData("  two  blanks ", "  two  blanks ")]
    public void What_differs_from_one_to_the_next_is_left_out(string text, string shape) =>
        Assert.Equal(shape, ErrorShape.Of(text));

    [Fact]
    public void A_long_text_is_compared_by_its_beginning() =>
        Assert.Equal(new string('x', ErrorShape.MaxLength), ErrorShape.Of(new string('x', 100_000)));
}
