using System.Text.Json.Nodes;
using Prebuilds.Core.Tests.Conformance;
using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class ScheduleOverlapTests
{
    public static TheoryData<string, string> Cases() => WorkedCases.OfRule("scheduleOverlap");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Overlap_is_as_the_worked_case_says(string name, string line)
    {
        var expect = JsonNode.Parse(line)!["expect"]!;
        var input = JsonNode.Parse(line)!["input"]!;

        var read = CronWindow.TryParse((string)input["a"]!, out var a, out _)
            & CronWindow.TryParse((string)input["b"]!, out var b, out _);

        Assert.True(read == expect["error"] is null, name);
        if (read)
        {
            Assert.True((bool)expect["overlap"]! == a!.Overlaps(b!), name);
        }
    }
}
