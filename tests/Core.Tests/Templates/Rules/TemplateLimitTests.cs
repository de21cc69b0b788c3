using Xunit;

namespace Prebuilds.Core.Tests.Templates.Rules;

public sealed class TemplateLimitTests
{
    private const string Header = "name: a\nprovisioner: script\n";

    [Fact]
    public void Presets_are_limited() => Limited(
        200, count => Header + "presets:\n" + Lines(count, i => $"- {{ name: p{i}, prebuilds: {{ instances: 1 }} }}"),
        "template.yaml:4: 'presets' has 201 items. Use at most 200.");

    [Fact]
    public void Parameters_are_limited() => Limited(
        100, count => Header + "parameters:\n" + Lines(count, i => $"- {{ name: p{i}, default: 1 }}"),
        "template.yaml:4: 'parameters' has 101 items. Use at most 100.");

    [Fact]
    public void Windows_are_limited() => Limited(
        100,
        count => Header + "presets:\n- name: a\n  prebuilds:\n    instances: 1\n    scheduling:\n      timezone: UTC\n"
            + "      schedules:\n"
            + Lines(count, i => $"      - {{ cron: '* {i % 24} {1 + (i / 24)} * *', instances: 1 }}"),
        "template.yaml:10: 'schedules' has 101 items. Use at most 100.");

    [Fact]
    public void Values_are_limited() => Limited(
        4096,
        length => $"{Header}parameters:\n- name: motd\n  default: {new string('x', length)}\n",
        "template.yaml:5: the value of 'motd' has 4097 characters. "
            + "Use at most 4096; put longer texts into a file of the template.");

    [Theory]
    [InlineData(63, "name: {0}", "lower-case letters")]
    [InlineData(64, "name: x\nparameters:\n- name: {0}\n  default: 1", "letters, digits and '_'")]
    public void Names_are_limited(int most, string format, string remedy)
    {
        string[] Problems(int length) => Packages.Problems(Packages.Script(
            "provisioner: script\n" + string.Format(format, new string('x', length))));
        Assert.Empty(Problems(most));
        Assert.Contains(remedy, Assert.Single(Problems(most + 1)), StringComparison.Ordinal);
    }

    private static void Limited(int most, Func<int, string> yaml, string problem)
    {
        Assert.Empty(Packages.Problems(Packages.Script(yaml(most))));
        Assert.Equal([problem], Packages.Problems(Packages.Script(yaml(most + 1))));
    }

    private static string Lines(int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(0, count).Select(line));
}
