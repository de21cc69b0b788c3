using CsCheck;
using Prebuilds.Core.Tests.Planning;
using Prebuilds.Core.Tests.Planning.Properties;
using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Xunit;

namespace Prebuilds.Core.Tests.Pools;

public sealed class PoolRestTests
{
    private static readonly PresetMark Mark = new(1, 2, 3);

    [Theory]
    [InlineData("desired 0")]
    [InlineData("desired 1 | a ready 10m")]
    [InlineData("desired 1 | a unready 10m")]
    [InlineData("desired 1 | a ready 10m | b failed 10m")]
    [InlineData("desired 1, invalidated 11m | a ready 10m")]
    [InlineData("deleted, desired 1")]
    public void A_full_pool_is_at_rest_until_its_rows_change(string pool) =>
        Assert.Equal(new PoolRest(Mark, DateTimeOffset.MaxValue), Rest(pool));

    [Theory]
    [InlineData("desired 1 | a ready 10m | b deleting 1m")]
    [InlineData("desired 1 | a ready 10m | b stopping 1m")]
    [InlineData("desired 1 | a starting 1m")]
    [InlineData("desired 1 | a ready 10m | b starting 1m old")]
    [InlineData("desired 2 | a ready 10m")]
    [InlineData("desired 1, invalid")]
    [InlineData("desired 1, failed 1 10s")]
    [InlineData("desired 1 | a ready 10m reserved")]
    [InlineData("desired 1, ttl 5m | a ready 10m reserved | b ready 1m")]
    [InlineData("desired 1, ttl 5m | a ready 10m")]
    [InlineData("desired 0 | a failed 4m | b failed 3m | c failed 2m | d failed 1m")]
    public void A_pool_that_does_something_or_waits_is_not(string pool) => Assert.Null(Rest(pool));

    [Fact]
    public void Rest_ends_when_the_oldest_member_becomes_stale()
    {
        var rest = Rest("desired 2, ttl 15m | a ready 10m | b ready 12m");

        Assert.Equal(PoolSketch.Now + TimeSpan.FromMinutes(3) + TimeSpan.FromTicks(1), rest?.Until);
    }

    [Fact]
    public void Rest_ends_with_the_minute_when_there_is_a_schedule()
    {
        var rest = Rest("desired 2, window 1 | a ready 10m");

        Assert.Equal(PoolSketch.Now + TimeSpan.FromMinutes(1), rest?.Until);
    }

    [Fact]
    public void A_pool_at_rest_has_nothing_to_do_at_any_instant_before_its_end() => Gen.Select(
        AnyPool.Any, Gen.Long[0, TimeSpan.FromHours(1).Ticks]).Sample(
        (pool, ticks) =>
        {
            var now = PoolSketch.Now;
            if (Rest(pool, now) is { } rest)
            {
                var later = new DateTimeOffset(Math.Min(now.Ticks + ticks, rest.Until.Ticks - 1), TimeSpan.Zero);
                Assert.Empty(Plan(pool, later).Actions);
                Assert.Equal(Plan(pool, now).State, Plan(pool, later).State);
                Assert.Equal(rest.Until > later, Rest(pool, later) is not null);
            }
        },
        iter: 20_000);

    private static PoolRest? Rest(string sketch) => Rest(PoolSketch.Read(sketch), PoolSketch.Now);

    private static PoolRest? Rest(PresetSnapshot pool, DateTimeOffset now) =>
        PoolRest.Of(pool, Plan(pool, now), Mark, now);

    private static PresetPlan Plan(PresetSnapshot pool, DateTimeOffset now)
    {
        var plan = PresetPlanner.Plan(pool, now, Guid.NewGuid);
        return Evidence.Excess(pool, Guid.NewGuid) is { } excess
            ? plan with { Actions = plan.Actions.Add(excess) }
            : plan;
    }
}
