using System.Collections.Immutable;
using Prebuilds.Builds;
using Xunit;

namespace Prebuilds.Core.Tests.Builds;

public sealed class ResourceReplacementTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a: owner; b: name zone", "a (forced by owner), b (forced by name, zone)")]
    [InlineData("a; b; c; d; e", "a, b, c, d, e")]
    [InlineData("a; b; c; d; e; f: ami; g", "a, b, c, d, e, and 2 more")]
    public void The_first_five_are_told_with_what_forces_them(string replacements, string told) =>
        Assert.Equal(told, ResourceReplacement.Tell(Read(replacements)));

    [Fact]
    public void What_the_platform_does_not_tell_forces_nothing() =>
        Assert.Equal("a", new ResourceReplacement("a", default).ToString());

    [Theory]
    [InlineData("", "a; b", "a, b")]
    [InlineData("a: owner", "a: name; b", "a (forced by owner), b")]
    [InlineData("b; a", "c; a", "b, a, c")]
    public void What_is_known_stays_and_only_other_resources_come_to_it(string earlier, string later, string joined) =>
        Assert.Equal(joined, ResourceReplacement.Tell(ResourceReplacement.Join(Read(earlier), Read(later))));

    [Fact]
    public void No_more_than_the_most_are_kept_the_earlier_ones_first()
    {
        ImmutableArray<ResourceReplacement> many =
        [
            .. Enumerable.Range(0, ResourceReplacement.MaxPerBuild + 1)
                .Select(i => new ResourceReplacement($"r{i}", [])),
        ];

        var joined = ResourceReplacement.Join(many[..2], many[2..]);

        Assert.Equal(many[..^1].Select(it => it.Address), joined.Select(it => it.Address));
    }

    /// <summary>Reads <c>address: path path; address</c>.</summary>
    private static ImmutableArray<ResourceReplacement> Read(string sketch) =>
    [
        .. sketch.Split("; ", StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split(": "))
            .Select(one => new ResourceReplacement(one[0], [.. one.Skip(1).SelectMany(paths => paths.Split(' '))])),
    ];
}
