using Prebuilds.Claims;
using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Planning;

public sealed class PlanNotesTests
{
    [Theory]
    [InlineData("desired 1 | a ready 1m", "the pool is full: 1 of 1 are ready")]
    [InlineData("desired 2 | a starting 1m | b queued 1m", "waiting for 2 builds")]
    [InlineData("desired 1 | a starting 1m", "waiting for 1 build")]
    [InlineData("desired 1 | a unready 1m", "waiting until 1 running member can be handed out")]
    [InlineData("desired 2 | a ready 1m", "creating 1 member")]
    [InlineData("desired 0", "the preset's target is 0")]
    [InlineData("desired 2, window 0", "the schedule's target is 0 at this time")]
    [InlineData("desired 1 | a ready 2m | b ready 1m", "1 member above the target")]
    [InlineData("desired 0, ttl 1m | a ready 2m", "the preset's target is 0; removing 1 expired member")]
    [InlineData("desired 1 | a ready 2m | b ready 1m old", "draining 1 member of a retired version")]
    [InlineData("desired 1 | a ready 2m reserved", "1 member being claimed")]
    [InlineData("desired 2, failed 2 30s", "backing off until 12:01:30Z after 2 failures")]
    [InlineData("desired 2, failed 721 1s", "backing off until 2025-06-03 00:00:59Z after 721 failures")]
    [InlineData("desired 2, limited",
        "creation is stopped because too many creations failed in a row: mend the cause and resume the preset")]
    [InlineData("desired 2, invalid",
        "creation is stopped by a permanent error (unknown): push a mended version, or resume the preset")]
    [InlineData("desired 2, deleted", "the template is deleted, so no pool is kept")]
    [InlineData("desired 2, deprecated", "the template is deprecated, so no pool is kept")]
    [InlineData("desired 2, superseded | a starting 1m",
        "the template's active version does not have this preset, so no pool is kept; waiting for 1 build")]
    [InlineData("desired 1, limited | a ready 1m", "the pool is full: 1 of 1 are ready")]
    public void A_plan_says_what_it_waits_for(string pool, string notes) => Assert.Equal(
        notes,
        string.Join("; ", PresetPlanner.Plan(PoolSketch.Read(pool), PoolSketch.Now, () => Guid.Empty).Notes));

    [Theory]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b ready 8m old",
        "0 of 2 are new, 2 of older versions stay meanwhile; creating 1 member")]
    [InlineData("desired 2, rolling 1 | a ready 9m old | b ready 8m old | c ready 1m | d unready 1m",
        "1 of 2 are new, 1 of older versions stay meanwhile; draining 1 member of a retired version; "
        + "waiting until 1 running member can be handed out")]
    [InlineData("desired 1, rolling 1 | a unready 9m old | b starting 1m",
        "0 of 1 are new, 1 of older versions stay meanwhile; waiting for 1 build; "
        + "waiting until 1 running member can be handed out")]
    [InlineData("desired 1, rolling 1, failed 1 0s | a starting 9m old",
        "0 of 1 are new, 1 of older versions stay meanwhile; waiting for 1 build; "
        + "backing off until 12:01:00Z after 1 failure")]
    public void A_rollout_says_how_far_it_is(string pool, string notes) => Assert.Equal(
        $"rolling to version {A.Version.ToString()[..8]}: {notes}",
        string.Join("; ", PresetPlanner.Plan(PoolSketch.Read(pool), PoolSketch.Now, Guid.NewGuid).Notes));

    [Theory]
    [InlineData("desired 1, rolling 1 | a ready 9m old | b ready 1m", "draining 1 member of a retired version")]
    [InlineData("desired 1, rolling 1 | a unready 9m old | b ready 1m", "draining 1 member of a retired version")]
    [InlineData("desired 1, rolling 1 | a ready 1m", "the pool is full: 1 of 1 are ready")]
    public void A_rollout_that_is_done_says_no_more(string pool, string notes) => Assert.Equal(
        notes, string.Join("; ", PresetPlanner.Plan(PoolSketch.Read(pool), PoolSketch.Now, Guid.NewGuid).Notes));

    [Fact]
    public void A_permanent_error_is_told_word_by_word()
    {
        var pool = PoolSketch.Read("desired 1, invalid");
        pool = pool with { Preset = pool.Preset with { ValidationError = "no such image" } };
        Assert.Contains("(no such image)", PresetPlanner.Plan(pool, PoolSketch.Now, () => Guid.Empty).Notes[0]);
    }

    [Theory]
    [InlineData("desired 1, deleted, invalid", MissReason.Inactive, "the template is deleted, so no pool is kept")]
    [InlineData("desired 1, invalid, limited, failed 1 0s", MissReason.ValidationFailed, "permanent error")]
    [InlineData("desired 1, limited, failed 1 0s", MissReason.HardLimited, "too many creations failed in a row")]
    [InlineData("desired 1, failed 1 0s", MissReason.Backoff, "backing off until 12:01:00Z after 1 failure")]
    [InlineData("desired 2, failed 1 0s | a starting 1m", MissReason.Backoff, "backing off until 12:01:00Z")]
    [InlineData("desired 1, failed 1 0s | a starting 1m", MissReason.Starting, "1 member being built")]
    [InlineData("desired 0, limited", MissReason.NoneWanted, "the preset's target is 0")]
    [InlineData("desired 0 | a starting 1m", MissReason.NoneWanted, "the preset's target is 0")]
    [InlineData("desired 3 | a starting 1m | b queued 1m | c unready 1m", MissReason.Starting,
        "2 members being built, 1 running member not ready yet")]
    [InlineData("desired 1 | a unready 1m", MissReason.Starting,
        "0 members being built, 1 running member not ready yet")]
    [InlineData("desired 2 | a unready 1m | b starting 1m", MissReason.Starting,
        "1 member being built, 1 running member not ready yet")]
    [InlineData("desired 2 | a ready 1m reserved", MissReason.Empty,
        "all members are given away; the pool of 2 is about to be refilled")]
    [InlineData("desired 1 | a starting 1m old", MissReason.Empty, "all members are given away")]
    [InlineData("desired 2, rolling 1 | a starting 1m old | b unready 1m old", MissReason.Starting,
        "1 member being built, 1 running member not ready yet")]
    public void A_miss_names_the_strongest_reason(string pool, MissReason reason, string detail)
    {
        var miss = MissReasons.Of(PoolSketch.Read(pool), LoopSettings.Running, PoolSketch.Now);
        Assert.Equal(reason, miss.Reason);
        Assert.Contains(detail, miss.Detail);
    }

    [Theory]
    [InlineData(true, null, "reconciliation is paused")]
    [InlineData(false, "upgrade", "the loop is stopped (upgrade)")]
    [InlineData(true, "upgrade", "the loop is stopped (upgrade)")]
    public void Only_a_preset_that_is_not_live_outranks_a_loop_that_rests(bool paused, string? cause, string detail)
    {
        var settings = new LoopSettings(paused, cause);
        var miss = MissReasons.Of(PoolSketch.Read("desired 1, invalid"), settings, PoolSketch.Now);
        Assert.Equal(MissReason.Paused, miss.Reason);
        Assert.StartsWith(detail, miss.Detail);
        var deleted = MissReasons.Of(PoolSketch.Read("desired 1, deleted"), settings, PoolSketch.Now);
        Assert.Equal(MissReason.Inactive, deleted.Reason);
    }
}
