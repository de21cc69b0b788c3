using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>What docs/cli.md promises: a section for each command, with its help and an example of its JSON.</summary>
internal static partial class Reference
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "cli.md"));

    /// <summary>Fails unless the command's section holds this text as a block of code.</summary>
    public static void Holds(string command, string block)
    {
        var lines = block.TrimEnd().Split('\n').Select(line => line.TrimEnd());
        Assert.Contains($"```text\n{string.Join('\n', lines)}\n```", Section(command), StringComparison.Ordinal);
    }

    /// <summary>Fails unless the command's section shows this very JSON.</summary>
    public static void Shows(string command, JsonNode json)
    {
        var shown = Example().Matches(Section(command))
            .Select(match => JsonNode.Parse(match.Groups[1].Value)!)
            .ToList();
        Assert.True(
            shown.Exists(example => JsonNode.DeepEquals(example, json)),
            $"The section '{command}' of docs/cli.md shows no example like this; is a field missing there?\n{json}");
    }

    private static string Section(string command)
    {
        var sections = Text.Split("\n### ");
        var section = Array.Find(sections, it => it.StartsWith($"{command}\n", StringComparison.Ordinal));
        Assert.True(section is not null, $"docs/cli.md has no section '### {command}'");
        return section;
    }

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
