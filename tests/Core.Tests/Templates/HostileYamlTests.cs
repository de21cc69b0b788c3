using System.Text;
using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

/// <summary>Text that is no YAML, or more of it than anybody needs.</summary>
public sealed class HostileYamlTests
{
    private const string Empty = "the file is empty. Describe the template, beginning with 'name: '.";

    private const string Malformed =
        "the YAML cannot be read, here or soon after. Look for an open bracket or quote, or a bad escape.";

    private const string Forbidden =
        "is not allowed in YAML. Remove it, or write it with a backslash in double quotes.";

    private const string Unreadable = "the YAML cannot be read: While scanning ";

    [Theory]
    [InlineData("", "1: " + Empty)]
    [InlineData("# only a comment\n", "1: " + Empty)]
    [InlineData("~", "1: 'template.yaml' is empty, not a map. Write it like 'name: go-dev'.")]
    [InlineData("- name: go-dev", "1: 'template.yaml' is a list, not a map. Write it like 'name: go-dev'.")]
    [InlineData(
        "name: x\n  bar: : y",
        "2: " + Unreadable + "a plain scalar value, found invalid mapping. Correct it there.")]
    [InlineData(
        "name: x\nprovisioner: @y",
        "2: " + Unreadable + "for the next token, found character that cannot start any token. Correct it there.")]
    [InlineData("name: [a, b\nprovisioner: c", "1: " + Malformed)]
    [InlineData("name: x\nprovisioner: \"\\UFFFFFFFF\"", "2: " + Malformed)]
    [InlineData("name: a\u0007b", "1: the character '\\u0007' " + Forbidden)]
    [InlineData("name: x\nprovisioner: script\0\npresets: 1", "2: the character '\\u0000' " + Forbidden)]
    public void Text_that_cannot_be_read_is_refused_with_its_line(string yaml, string problem) =>
        Assert.Equal([$"template.yaml:{problem}"], Packages.Problems(Packages.Script(yaml)));

    [Theory]
    [InlineData(
        "name: &n a\nprovisioner: script",
        "1: the anchor '&n' is not supported. Remove it, and write each value out.")]
    [InlineData(
        "name: a\nprovisioner: *p",
        "2: the alias '*p' is not supported. Write the value out.")]
    [InlineData(
        "name: !!str a\nprovisioner: script",
        "1: the tag 'tag:yaml.org,2002:str' is not supported. Remove it; put text in quotes.")]
    [InlineData("name: a\nprovisioner: script\n? [x]\n: y", "3: a key is a list. Use a word for a key.")]
    [InlineData(
        "name: a\nprovisioner: script\n---\nname: b",
        "3: a second document begins here. Keep one template in one file.")]
    public void What_a_template_does_not_need_is_refused(string yaml, string problem) =>
        Assert.Equal([$"template.yaml:{problem}"], Packages.Problems(Packages.Script(yaml)));

    [Fact]
    public void An_alias_bomb_is_refused_at_each_alias()
    {
        var bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: a\nprovisioner: script";
        var problems = TemplateReader.Read(Packages.Script(bomb)).Problems;
        var refused = problems.Where(problem => problem.What.Contains("is not supported", StringComparison.Ordinal));
        Assert.Equal(3 + 4, refused.Count());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{ a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused_before_it_costs_anything(string level)
    {
        var problem = Assert.Single(TemplateReader.Read(Packages.Script(Repeat(level))).Problems);
        Assert.Equal("the YAML cannot be read: it nests deeper than 16 levels", problem.What);
    }

    [Fact]
    public void A_definition_has_a_greatest_size()
    {
        const int Most = 256 * 1024;
        var padding = '\n' + new string('#', Most - Packages.Yaml.Length - 1);
        Assert.Empty(Packages.Problems(Packages.Script(Packages.Yaml + padding)));
        Assert.Equal(
            [$"template.yaml:1: the file has {Most + 1} bytes. Use at most {Most}."],
            Packages.Problems(Packages.Script(new string('#', Most + 1))));
    }

    [Fact]
    public void A_file_that_is_no_text_is_refused_with_its_line()
    {
        var bytes = Encoding.Latin1.GetBytes("name: x\nprovisioner: é");
        var package = new TemplatePackage([new TemplateFile("template.yaml", Executable: false, [.. bytes])]);
        Assert.Equal(["template.yaml:2: the file is not UTF-8 text. Save it as UTF-8."], Packages.Problems(package));
    }

    [Fact]
    public void Problems_without_end_are_counted_and_not_told()
    {
        var problems = TemplateReader.Read(Packages.Script(Repeat("a: 1\n"))).Problems;
        Assert.Equal(201, problems.Length);
        Assert.StartsWith("problems not listed: ", problems[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_cannot_steer_the_terminal_that_shows_the_problem()
    {
        var package = Packages.Script("name: \"\\e[2Jx\u202E\"\nprovisioner: script");
        var problem = Assert.Single(TemplateReader.Read(package).Problems);
        Assert.Equal(@"'\u001B[2Jx\u202E' is not a template name", problem.What);
    }

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, 256 * 1024 / part.Length));
}
