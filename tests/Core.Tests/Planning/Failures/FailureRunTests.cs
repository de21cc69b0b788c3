using System.Globalization;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Failures;

/// <summary>
/// Results are drawn as <c>x5</c> (failed 5 minutes ago), <c>full3</c> (no room 3 minutes ago) and <c>ok7</c>
/// (succeeded 7 minutes ago).
/// </summary>
public sealed class FailureRunTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("x5", "x5")]
    [InlineData("x5 x9 x7", "x9 x7 x5")]
    [InlineData("x5 x5", "x5 x5")]
    [InlineData("x9 ok7 x5", "ok7 x5")]
    [InlineData("x5 x9 ok7", "ok7 x5")]
    [InlineData("ok7 x9", "ok7")]
    [InlineData("ok7 x7", "ok7")]
    [InlineData("x7 ok7", "ok7")]
    [InlineData("ok7 ok9 x8", "ok7")]
    [InlineData("ok9 x8 ok7 x6 ok9", "ok7 x6")]
    [InlineData("full5 x9 full7", "x9 full7 full5")]
    [InlineData("full9 x8 ok7 full5", "ok7 full5")]
    [InlineData("full9 ok7 full7", "ok7")]
    [InlineData("full6 ok7 full9", "ok7 full6")]
    public void A_success_ends_what_failed_at_or_before_it(string results, string run) =>
        Assert.Equal(run, Draw(Read(results)));

    [Fact]
    public void Only_the_newest_are_remembered()
    {
        var many = Enumerable.Range(1, FailureRun.MaxLength + 1).Aggregate(
            FailureRun.None,
            (run, minutes) => run.With(ErrorClass.Transient, A.Noon.AddMinutes(-minutes))
                .With(ErrorClass.Capacity, A.Noon.AddMinutes(-minutes)));

        Assert.Equal(many.FailedAt.AsEnumerable(), many.NoRoomAt);
        Assert.Equal(FailureRun.MaxLength, many.FailedAt.Length);
        Assert.Equal(A.Noon.AddMinutes(-FailureRun.MaxLength), many.FailedAt[0]);
        Assert.Equal(A.Noon.AddMinutes(-1), many.FailedAt[^1]);
    }

    [Theory]
    [InlineData("", 3, "")]
    [InlineData("x5", 3, "1 since 5")]
    [InlineData("x7 x5", 3, "2 since 5")]
    [InlineData("x9 x7 x5", 3, "3 since 5 limited")]
    [InlineData("x9 x7 x5 x3", 3, "4 since 3 limited")]
    [InlineData("x9 x7 x5 x3", 0, "4 since 3")]
    [InlineData("x5", 1, "1 since 5 limited")]
    [InlineData("x61", 3, "")]
    [InlineData("x60", 3, "1 since 60")]
    [InlineData("x90 x80 x5", 3, "1 since 5 limited")]
    [InlineData("x90 x80 x70", 3, " limited")]
    [InlineData("ok6 x5", 3, "1 since 5")]
    [InlineData("full9 full7 full5 full3", 3, "4 since 3 full")]
    [InlineData("x9 x8 full7", 3, "3 since 7 full")]
    [InlineData("x9 full8 x7 full6 x5", 3, "5 since 5 limited full")]
    [InlineData("x9 x8 x7 full6", 3, "4 since 6 limited full")]
    [InlineData("full90 full61 x5", 3, "1 since 5")]
    [InlineData("x90 x80 x70 full60", 3, "1 since 60 limited full")]
    [InlineData("full9 ok8 x5", 3, "1 since 5")]
    public void The_delay_counts_the_lookback_and_the_limit_the_whole_run(string results, int limit, string facts) =>
        Assert.Equal(facts, Draw(Facts(results, limit, clearedAgo: null)));

    [Theory]
    [InlineData("x9 x8 x7", 6, "")]
    [InlineData("x9 x8 x7", 7, "1 since 7")]
    [InlineData("x9 x8 x7 x5", 8, "3 since 5 limited")]
    [InlineData("x9 x8 x7", 9, "3 since 7 limited")]
    [InlineData("x9 full8 full6", 7, "1 since 6 full")]
    [InlineData("full9 full8", 7, "")]
    public void A_resume_forgets_what_finished_strictly_before_it(string results, int clearedAgo, string facts) =>
        Assert.Equal(facts, Draw(Facts(results, 3, clearedAgo)));

    [Fact]
    public void A_permanent_error_is_a_fact_of_its_own()
    {
        var preset = A.Preset() with { ValidationError = "cpus: 'many' is no number" };
        Assert.Equal(new FailureFacts(true, false, null), FailureFacts.Of(preset, FailurePolicy.Default, A.Noon));
    }

    [Fact]
    public void A_delay_that_lies_beyond_the_end_of_time_ends_there()
    {
        var day = TimeSpan.FromDays(1);
        var last = DateTimeOffset.MaxValue;
        Assert.Equal(last, new Backoff(2, last - day, TimeSpan.FromHours(13)).Until);
        Assert.Equal(last, new Backoff(2, last - day, TimeSpan.FromHours(12)).Until);
        Assert.Equal(last.AddTicks(-1), new Backoff(3, last.AddTicks(-10), TimeSpan.FromTicks(3)).Until);
        Assert.Equal(last - TimeSpan.FromHours(2), new Backoff(2, last - day, TimeSpan.FromHours(11)).Until);
        Assert.Equal(A.Noon, new Backoff(0, A.Noon, day).Until);
    }

    private static FailureRun Read(string results) => results
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(
            FailureRun.None,
            (run, result) => run.With(ClassOf(result[0]), At(result.Trim("xokful".ToCharArray()))));

    private static ErrorClass? ClassOf(char result) => result switch
    {
        'o' => null,
        'f' => ErrorClass.Capacity,
        _ => ErrorClass.Transient,
    };

    private static DateTimeOffset At(string minutes) =>
        A.Noon.AddMinutes(-int.Parse(minutes, CultureInfo.InvariantCulture));

    private static FailureFacts Facts(string results, int limit, int? clearedAgo) => FailureFacts.Of(
        A.Preset() with { Failures = Read(results), ClearedAt = clearedAgo is { } m ? A.Noon.AddMinutes(-m) : null },
        FailurePolicy.Default with { HardLimit = limit },
        A.Noon);

    private static string Draw(FailureRun run) => string.Join(' ', run.FailedAt.Select(at => $"x{Minutes(at)}")
        .Concat(run.NoRoomAt.Select(at => $"full{Minutes(at)}"))
        .Prepend(run.LastSuccessAt is { } at ? $"ok{Minutes(at)}" : string.Empty)).Trim();

    private static string Draw(FailureFacts facts) =>
        (facts.Backoff is { } b ? $"{b.FailedCount} since {Minutes(b.LastFailedAt)}" : string.Empty)
        + (facts.HardLimited ? " limited" : string.Empty)
        + (facts.NoRoom ? " full" : string.Empty)
        + (facts.ValidationFailed ? " invalid" : string.Empty);

    private static double Minutes(DateTimeOffset at) => (A.Noon - at).TotalMinutes;
}
