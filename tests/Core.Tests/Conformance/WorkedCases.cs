using System.Text.Json.Nodes;
using Xunit;

namespace Prebuilds.Core.Tests.Conformance;

/// <summary>The worked cases that every implementation of the contracts must pass.</summary>
internal static class WorkedCases
{
    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Conformance", file));

    /// <summary>The cases of one of the smaller rules, each with its name.</summary>
    public static TheoryData<string, string> OfRule(string kind)
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in Lines("rules.jsonl").Where(line => (string?)JsonNode.Parse(line)!["kind"] == kind))
        {
            cases.Add((string)JsonNode.Parse(line)!["name"]!, line);
        }

        return cases;
    }
}
