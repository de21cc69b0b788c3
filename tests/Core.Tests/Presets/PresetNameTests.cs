using Prebuilds.Presets;
using Xunit;

namespace Prebuilds.Core.Tests.Presets;

public sealed class PresetNameTests
{
    [Theory]
    [InlineData("go-dev/large", "go-dev", "large")]
    [InlineData("a/b", "a", "b")]
    public void Two_names_joined_by_a_slash_are_read(string text, string template, string preset)
    {
        Assert.True(PresetName.TryParse(text, out var name));
        Assert.Equal(new PresetName(template, preset), name);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("go-dev")]
    [InlineData("/large")]
    [InlineData("go-dev/")]
    [InlineData("go-dev//large")]
    [InlineData("go-dev/large/")]
    [InlineData("go-dev/large/x")]
    [InlineData("a/b/c")]
    public void Anything_else_is_no_name(string? text)
    {
        Assert.False(PresetName.TryParse(text, out var name));
        Assert.Equal(default, name);
    }

    [Fact]
    public void A_name_has_one_id_and_another_name_another_one()
    {
        Assert.Equal(new PresetName("a", "b").ToId(), new PresetName("a", "b").ToId());
        Assert.NotEqual(new PresetName("a", "b").ToId(), new PresetName("b", "a").ToId());
    }
}
