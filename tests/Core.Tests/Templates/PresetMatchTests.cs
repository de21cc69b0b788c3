using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Prebuilds.Core.Tests.Conformance;
using Prebuilds.Presets;
using Prebuilds.Templates.Definitions;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class PresetMatchTests
{
    public static TheoryData<string, string> Cases() => WorkedCases.OfRule("presetMatch");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_preset_is_the_worked_one(string name, string line)
    {
        var input = JsonNode.Parse(line)!["input"]!;
        var presets = input["presets"]!.AsObject().Select(preset => Preset(preset.Key, Values(preset.Value!)));

        var match = PresetMatch.MostSpecific(Values(input["request"]!), presets);

        Assert.True((string?)JsonNode.Parse(line)!["expect"] == match?.Name, name);
    }

    [Fact]
    public void Another_value_is_no_match() =>
        Assert.Null(PresetMatch.MostSpecific(Values(("cpu", "4")), [Preset("a", Values(("cpu", "8")))]));

    [Fact]
    public void The_first_listed_of_equally_specific_presets_wins() => Assert.Equal("b", PresetMatch.MostSpecific(
        Values(("cpu", "8"), ("ide", "go")),
        [Preset("c", Values()), Preset("b", Values(("cpu", "8"))), Preset("a", Values(("ide", "go")))])?.Name);

    [Fact]
    public void Values_are_the_presets_and_else_the_defaults()
    {
        var definition = new TemplateDefinition(
            "t", ProvisionerKind.Script, [new("cpu", "2"), new("ide", "vi"), new("region", null)], []);
        var preset = Preset("p", Values(("cpu", "8"), ("region", "eu")));
        Assert.Equal(
            Values(("cpu", "8"), ("ide", "vi"), ("region", "eu")).AsEnumerable(),
            ParameterValues.Of(definition, preset).AsEnumerable());
    }

    private static PresetDefinition Preset(string name, ImmutableSortedDictionary<string, string> values) =>
        new(name, values, new PoolSettings(0, null, PoolSettings.DefaultReadyTimeout, null));

    private static ImmutableSortedDictionary<string, string> Values(JsonNode node) =>
        Values([.. node.AsObject().Select(value => (value.Key, (string)value.Value!))]);

    private static ImmutableSortedDictionary<string, string> Values(params (string Key, string Value)[] values) =>
        values.ToImmutableSortedDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
}
