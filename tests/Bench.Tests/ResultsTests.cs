using System.Text.RegularExpressions;
using Xunit;

namespace Prebuilds.Bench.Tests;

/// <summary>The results that are shown are those of a whole run.</summary>
public sealed class ResultsTests
{
    [Theory]
    [InlineData("claims.hot.64.vs_joined")]
    [InlineData("claims.hot.64.vs_tuned")]
    [InlineData("claims.hot.64.p99_vs_joined")]
    [InlineData("claims.100.64.vs_joined")]
    [InlineData("claims.single.p50_vs_commit")]
    [InlineData("tick.100k.vs_read")]
    [InlineData("tick.100k.vs_joined")]
    [InlineData("tick.per_member.100k_vs_10k")]
    [InlineData("tick.resting.100k.vs_read")]
    [InlineData("tick.resting.100k.vs_joined")]
    [InlineData("tick.resting.per_member.100k_vs_10k")]
    [InlineData("refill.p99_ms")]
    [InlineData("terraform.sequential_vs_loop")]
    [InlineData("terraform.second_vs_loop")]
    public void Every_ratio_is_among_the_results(string name) => Assert.Matches(
        new Regex($@"^{Regex.Escape(name)} = \d+\.\d\d$", RegexOptions.Multiline),
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "RESULTS.md")));

    [Theory]
    [InlineData("", true)]
    [InlineData("--quick", true)]
    [InlineData("--quick --only tick --only refill", true)]
    [InlineData("--only", false)]
    [InlineData("--only speed", false)]
    [InlineData("--fast", false)]
    public void The_command_line_is_read_or_refused(string arguments, bool right) => Assert.Equal(
        right, BenchOptions.Read(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is not null);
}
