using CsCheck;
using Prebuilds.Claims;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class CheckProperties
{
    public static TheoryData<Rule> Rules => [.. Enum.GetValues<Rule>().Except([Rule.Unreadable, Rule.Overfull])];

    [Fact]
    public void Every_history_that_can_have_happened_is_right() => Gen.Int.Sample(
        seed =>
        {
            var history = LegalHistory.Draw(seed);
            Assert.Equal("", Judge(history.Lines, history.Stored));
        },
        iter: 3_000);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_lie_in_it_is_told(Rule rule)
    {
        var broken = 0;
        Gen.Int.Sample(
            seed =>
            {
                var history = LegalHistory.Draw(seed);
                var stored = history.Stored;
                if (Mutation.Break(rule, history.Lines, stored))
                {
                    Interlocked.Increment(ref broken);
                    var name = new Violation(rule, "", []).RuleName;
                    Assert.Contains(name, Judge(history.Lines, stored).Split("; ").Select(it => it.Split(' ')[0]));
                }
            },
            iter: 300);
        Assert.InRange(broken, 200, 300);
    }

    private static string Judge(List<HistoryLine> lines, List<ClaimEntry> stored) => Drawn.Judge(
        lines.Select((line, i) => new HistoryReading(new LineReference("h", i + 1), line, false, null)),
        store => stored.ForEach(store.Add),
        exclusive: true);
}
