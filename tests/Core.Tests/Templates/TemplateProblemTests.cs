using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class TemplateProblemTests
{
    public static TheoryData<string, string, string[]> Cases()
    {
        var cases = new TheoryData<string, string, string[]>();
        var table = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", "mistakes.txt"));
        foreach (var entry in table.Split("\n\n").Skip(1).Select(block => block.Trim().Split('\n')))
        {
            string[] Lines(char sign) => [.. entry.Where(line => line[0] == sign).Select(Text)];
            cases.Add(string.Join('\n', Lines('-')), string.Join('\n', Lines('+')), Lines('!'));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_told_with_its_line_value_and_remedy(string part, string mistake, string[] problems)
    {
        var at = Packages.Yaml.IndexOf(part, StringComparison.Ordinal);
        var yaml = Packages.Yaml.Remove(at, part.Length).Insert(at, mistake);
        Assert.Equal(
            problems.Select(problem => $"template.yaml:{problem}"), Packages.Problems(Packages.Script(yaml)));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_their_lines()
    {
        var yaml = Packages.Yaml
            .Replace("name: go-dev", "name: Go")
            .Replace("instances: 1", "instances: many")
            .Replace("ttl: 24h", "ttl: 1s")
            .Replace("timezone: Europe/Berlin", "timezone: Mars");
        Assert.Equal(
            ["create", "template.yaml:1", "template.yaml:12", "template.yaml:15", "template.yaml:25"],
            Packages.Problems(new([Packages.Text("template.yaml", yaml), Packages.Program("delete")]))
                .Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }

    /// <summary>A line of the table without its sign and the blank after it.</summary>
    private static string Text(string line) => line.Length > 1 ? line[2..] : "";
}
