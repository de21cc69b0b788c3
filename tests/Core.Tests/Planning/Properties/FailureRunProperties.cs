using CsCheck;
using Prebuilds.Planning.Failures;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Properties;

public sealed class FailureRunProperties
{
    private static readonly Gen<(bool Succeeded, DateTimeOffset At)> Result = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 500], (luck, seconds) => (luck == 0, A.Noon.AddSeconds(-seconds)));

    [Fact]
    public void The_run_is_what_the_whole_history_says_in_whatever_order_it_is_told() => Gen.Select(
        Gen.OneOf(Result.Array[0, 20], Result.Where(r => !r.Succeeded).Array[250, 400]), Gen.Int).Sample(
        (results, seed) =>
        {
            new Random(seed).Shuffle(results);
            var run = results.Aggregate(FailureRun.None, (run, result) => run.With(result.Succeeded, result.At));
            Assert.Equal(LastSuccess(results), run.LastSuccessAt);
            Assert.Equal(FailuresAfter(LastSuccess(results), results), run.FailedAt);
        },
        iter: 1_000);

    private static DateTimeOffset? LastSuccess((bool Succeeded, DateTimeOffset At)[] results) =>
        results.Where(r => r.Succeeded).Select(r => (DateTimeOffset?)r.At).Max();

    private static IEnumerable<DateTimeOffset> FailuresAfter(
        DateTimeOffset? success, (bool Succeeded, DateTimeOffset At)[] results) => results
        .Where(r => !r.Succeeded && (success is null || r.At > success))
        .Select(r => r.At)
        .Order()
        .TakeLast(FailureRun.MaxLength);
}
