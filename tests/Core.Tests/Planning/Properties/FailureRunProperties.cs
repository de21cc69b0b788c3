using CsCheck;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Properties;

public sealed class FailureRunProperties
{
    private static readonly Gen<(ErrorClass? Error, DateTimeOffset At)> Result = Gen.Select(
        Gen.Int[0, 11], Gen.Int[0, 500], (luck, seconds) => (ErrorOf(luck), A.Noon.AddSeconds(-seconds)));

    private static readonly Gen<(ErrorClass? Error, DateTimeOffset At)[]> Results =
        Gen.OneOf(Result.Array[0, 20], Result.Where(r => r.Error is not null).Array[250, 800]);

    [Fact]
    public void The_run_is_what_the_whole_history_says_in_whatever_order_it_is_told() => Gen.Select(Results, Gen.Int)
        .Sample(
            (results, seed) =>
            {
                new Random(seed).Shuffle(results);
                var run = Told(results);
                Assert.Equal(LastSuccess(results), run.LastSuccessAt);
                Assert.Equal(FailuresAfter(LastSuccess(results), results, isFull: false), run.FailedAt);
                Assert.Equal(FailuresAfter(LastSuccess(results), results, isFull: true), run.NoRoomAt);
            },
            iter: 1_000);

    [Fact]
    public void A_platform_without_room_neither_lengthens_nor_ends_the_run_of_the_hard_limit() => Results.Sample(
        results =>
        {
            var without = results.Where(r => r.Error != ErrorClass.Capacity).ToArray();
            Assert.Equal(Facts(without).HardLimited, Facts(results).HardLimited);
            Assert.InRange(Facts(results).Backoff?.FailedCount ?? 0, Facts(without).Backoff?.FailedCount ?? 0, 800);
        },
        iter: 1_000);

    private static ErrorClass? ErrorOf(int luck) => luck switch
    {
        0 => null,
        < 4 => ErrorClass.Capacity,
        4 => ErrorClass.Permanent,
        _ => ErrorClass.Transient,
    };

    private static FailureRun Told((ErrorClass? Error, DateTimeOffset At)[] results) =>
        results.Aggregate(FailureRun.None, (run, result) => run.With(result.Error, result.At));

    private static FailureFacts Facts((ErrorClass? Error, DateTimeOffset At)[] results) =>
        FailureFacts.Of(A.Preset() with { Failures = Told(results) }, FailurePolicy.Default, A.Noon);

    private static DateTimeOffset? LastSuccess((ErrorClass? Error, DateTimeOffset At)[] results) =>
        results.Where(r => r.Error is null).Select(r => (DateTimeOffset?)r.At).Max();

    private static IEnumerable<DateTimeOffset> FailuresAfter(
        DateTimeOffset? success, (ErrorClass? Error, DateTimeOffset At)[] results, bool isFull) => results
        .Where(r => r.Error is { } error && (error == ErrorClass.Capacity) == isFull
            && (success is null || r.At > success))
        .Select(r => r.At)
        .Order()
        .TakeLast(FailureRun.MaxLength);
}
