using System.Text.Json.Nodes;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Conformance;

public sealed class FailureTests
{
    public static TheoryData<string, string> Cases() => WorkedCases.OfRule("failures");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_facts_are_the_worked_ones(string name, string line)
    {
        var input = JsonNode.Parse(line)!["input"]!;
        var expected = JsonNode.Parse(line)!["expect"]!;
        var run = input["builds"]!.AsArray()
            .Where(b => (string?)b!["kind"] == "create" && (string?)b["status"] is "succeeded" or "failed")
            .Aggregate(
                FailureRun.None,
                (run, b) => run.With(
                    (string?)b!["status"] == "succeeded" ? null : ErrorClass.Transient,
                    Instant(b["finishedAt"])!.Value));
        var preset = A.Preset() with { Failures = run, ClearedAt = Instant(input["clearedAt"]) };
        var lookback = TimeSpan.FromSeconds((int)input["lookbackSeconds"]!);
        var policy = new FailurePolicy(TimeSpan.FromMinutes(1), lookback, (int)input["hardLimit"]!);

        var facts = FailureFacts.Of(preset, policy, Instant(input["now"])!.Value);

        Assert.True((bool)expected["hardLimited"]! == facts.HardLimited, name);
        Assert.Equal((int?)expected["backoff"]?["failedCount"], facts.Backoff?.FailedCount);
        Assert.Equal(Instant(expected["backoff"]?["lastFailedAt"]), facts.Backoff?.LastFailedAt);
    }

    private static DateTimeOffset? Instant(JsonNode? node) => node is null ? null : DateTimeOffset.Parse((string)node!);
}
