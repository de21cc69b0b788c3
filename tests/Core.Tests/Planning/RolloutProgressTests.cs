using Prebuilds.Planning.Rollouts;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

public sealed class RolloutProgressTests
{
    [Theory]
    [InlineData("desired 2, rolling 1 | a ready 9m | b starting 1m")]
    [InlineData("desired 2, rolling 1 | a ready 9m | b failed 9m old | c deleting 9m old | d stopped 9m old")]
    [InlineData("desired 2, deprecated | a ready 9m old | b ready 9m")]
    public void A_pool_without_members_of_other_versions_to_leave_behind_does_not_roll(string pool) =>
        Assert.Null(Of(pool));

    [Theory]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b starting 8m old | c ready 1m | d queued 1m", "2/1 -> 2/1")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b ready 99m older | c unready 9m older", "2/1 1/1 -> 0/0")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b ready 99m older | c unready 5m older", "2/1 1/1 -> 0/0")]
    [InlineData("desired 2, rolling 1, ttl 30m | a ready 9m old | b ready 40m old | c ready 1m", "2/1 -> 1/1")]
    [InlineData("desired 2 | a ready 9m old | b ready 1m", "1/0 -> 1/1")]
    public void What_there_is_of_each_version_and_can_be_claimed_is_counted(string pool, string counts)
    {
        var rollout = Of(pool)!;

        Assert.Equal(counts, $"{string.Join(' ', rollout.From.Select(Draw))} -> {Draw(rollout.To)}");
        Assert.Equal(A.Version, rollout.To.Version);
    }

    private static string Draw(VersionMembers version) => $"{version.Members}/{version.Ready}";

    private static RolloutProgress? Of(string sketch)
    {
        var pool = PoolSketch.Read(sketch);
        return RolloutProgress.Of(pool.Preset, pool.Members, PoolSketch.Now);
    }
}
