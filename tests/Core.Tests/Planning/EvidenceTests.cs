using Prebuilds.Planning;
using Prebuilds.Planning.Rosters;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData("desired 1 | a failed 3m | b failed 2m | c failed 1m", "nothing")]
    [InlineData("desired 1 | a failed 3m | b failed 5m | c failed 1m | d failed 4m", "delete b (evidence)")]
    [InlineData("desired 1 | a failed 5m | b failed 9m | c failed 1m | d failed 4m | e failed 2m",
        "delete b a (evidence)")]
    [InlineData("desired 1 | a failed 9m old | b failed 5m | c failed 1m | d failed 4m", "delete a (evidence)")]
    [InlineData("desired 1 | a failed 1m | b failed 1m | c failed 1m | d failed 1m", "delete a (evidence)")]
    [InlineData("desired 1 | a ready 9m | b failed 5m | c starting 1m | d failed 4m | e stopped 9m", "nothing")]
    [InlineData("desired 1, deprecated | a failed 3m | b failed 2m | c failed 1m", "nothing")]
    [InlineData("desired 1, deleted | a failed 2m | b failed 3m | c ready 1m", "delete b a (evidence)")]
    [InlineData("desired 1, deleted | a failed 2m reserved | b failed 3m claimed", "nothing")]
    [InlineData("desired 1 | a failed 9m reserved | b failed 3m | c failed 2m | d failed 1m", "nothing")]
    public void The_newest_three_are_kept_until_the_template_is_deleted(string pool, string plan)
    {
        var snapshot = PoolSketch.Read(pool);
        byte last = 200;
        var excess = Evidence.Excess(snapshot, () => new Guid(++last, 0, 0, new byte[8]));
        PlanAction[] actions = excess is null ? [] : [excess];

        Assert.Equal(plan, PoolSketch.Draw(actions));
        Assert.Equal(excess?.Members.Length ?? 0, last - 200);
        var judged = new PresetPlan(snapshot.Preset.Id, new PoolState(0, 0, 0, 0, 0, 0, 0, 0), [.. actions], []);
        Assert.Empty(PlanCheck.Violations(snapshot, judged, PoolSketch.Now));
    }
}
