using Prebuilds.Events;
using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Events;

public sealed class PoolNewsTests
{
    private static readonly Preset Well = A.Preset();

    [Theory]
    [InlineData("", "f", "")]
    [InlineData("ff", "fff", "HardLimited")]
    [InlineData("fff", "ffff", "")]
    [InlineData("f", "", "Recovered: a creation succeeded")]
    [InlineData("fff", "", "Recovered: a creation succeeded")]
    [InlineData("fff", "f", "Recovered: a creation succeeded")]
    [InlineData("fff", "fff resumed", "Recovered: an operator resumed it")]
    [InlineData("", "f no such size", "ValidationFailed: no such size")]
    [InlineData("ff", "fff no such size", "ValidationFailed: no such size, HardLimited")]
    [InlineData("f no such size", "ff no such size", "")]
    [InlineData("f no such size", "ff no such place", "")]
    [InlineData("f no such size", "f resumed", "Recovered: an operator resumed it")]
    [InlineData("f no such size", "no such size", "")]
    [InlineData("", "resumed", "")]
    public void A_change_is_told_by_what_it_means(string before, string after, string told) => Assert.Equal(
        told,
        string.Join(", ", PoolNews.Of(Preset(before), Preset(after), FailurePolicy.Default, A.Noon)
            .Select(news => news.Kind == EventKind.HardLimited ? $"{news.Kind}" : $"{news.Kind}: {news.Detail}")));

    [Fact]
    public void A_hard_limit_says_what_to_do() => Assert.Equal(
        "3 creations failed in a row, so none is begun until 'prebuilds preset resume go-dev/large'",
        PoolNews.Of(Preset("ff"), Preset("fff"), FailurePolicy.Default, A.Noon).Single().Detail);

    /// <summary>One failure a letter <c>f</c>, then <c>resumed</c> or a permanent error.</summary>
    private static Preset Preset(string sketch)
    {
        var words = sketch.Split(' ', 2);
        var run = words[0].All(c => c == 'f') ? words[0].Length : 0;
        var rest = run == words[0].Length ? words.ElementAtOrDefault(1) : sketch;
        return Well with
        {
            Failures = new FailureRun(null, [.. Enumerable.Range(0, run).Select(i => A.Noon.AddMinutes(i - 10))]),
            ClearedAt = rest == "resumed" ? A.Noon : null,
            ValidationError = rest is null or "resumed" ? null : rest,
        };
    }
}
