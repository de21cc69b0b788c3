using System.Text.Json.Nodes;
using Prebuilds.Planning;
using Prebuilds.Planning.Files;
using Xunit;

namespace Prebuilds.Core.Tests.Conformance;

public sealed class DecisionTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in WorkedCases.Lines("decisions.jsonl"))
        {
            cases.Add((string)JsonNode.Parse(line)!["name"]!, line);
        }

        return cases;
    }

    [Fact]
    public void All_worked_cases_are_here() => Assert.Equal(122, WorkedCases.Lines("decisions.jsonl").Length);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_decision_is_the_worked_one(string name, string line)
    {
        var reading = DecisionLine.Parse(line);
        Assert.Empty(reading.Problems);
        var answer = JsonNode.Parse(DecisionLine.Answer(reading.Case!))!;
        var expected = JsonNode.Parse(line)!["expect"]!;

        Assert.Equal(name, (string?)answer["name"]);
        Assert.Equal(expected["state"]!.ToJsonString(), answer["state"]!.ToJsonString());
        var (wanted, given) = (expected["actions"]!.AsArray(), answer["actions"]!.AsArray());
        Assert.Equal(wanted.Count, given.Count);
        Assert.Equal(
            wanted.Select(action => Comparable(action!, action!)),
            given.Zip(wanted, (action, like) => Comparable(action!, like!)));
        Assert.NotEmpty(answer["notes"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_check_finds_nothing_wrong_with_it(string name, string line)
    {
        var decision = DecisionLine.Parse(line).Case!;
        Assert.Equal(name, decision.Name);
        Assert.Empty(PlanCheck.Violations(decision.Snapshot, DecisionLine.Plan(decision), decision.Now));
    }

    /// <summary>An action's fields in one order, with the number of ids where the worked case has only that.</summary>
    private static string Comparable(JsonNode action, JsonNode wanted)
    {
        var fields = action.AsObject().ToDictionary(field => field.Key, field => field.Value?.ToJsonString());
        if (wanted["ids"] is null && fields.Remove("ids"))
        {
            fields["count"] = action["ids"]!.AsArray().Count.ToString();
        }

        return string.Join(", ", fields.OrderBy(field => field.Key).Select(field => $"{field.Key} {field.Value}"));
    }
}
