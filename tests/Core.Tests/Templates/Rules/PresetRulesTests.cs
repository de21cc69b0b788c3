using System.Text.Json.Nodes;
using Prebuilds.Core.Tests.Conformance;
using Prebuilds.Schedules;
using Prebuilds.Templates.Rules;
using Xunit;

namespace Prebuilds.Core.Tests.Templates.Rules;

public sealed class PresetRulesTests
{
    public static TheoryData<string, string> Cases() => WorkedCases.OfRule("presetValidation");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_is_good_when_the_worked_case_says_so(string name, string line)
    {
        var node = JsonNode.Parse(line)!;
        var value = node["input"]!["value"]!;

        var good = (string)node["input"]!["field"]! switch
        {
            "ttl" => PresetRules.Ttl(TimeSpan.FromSeconds((int)value)) is null,
            "timezone" => PresetRules.TimeZone((string)value!) is null,
            "cron" => PresetRules.Window((string)value!, out _) is null,
            "scheduleInstances" => PresetRules.Instances((int)value) is null,
            "schedules" => AreApart([.. value.AsArray().Select(cron => (string)cron!)]),
            var field => throw new InvalidOperationException(field),
        };

        Assert.True((bool)node["expect"]! == good, name);
    }

    [Fact]
    public void A_machine_without_zones_says_that_it_lacks_them_and_how_to_get_them() => Assert.Equal(
        "template.yaml:3: the time zone 'Europe/Berlin' cannot be checked, "
            + "because this machine has no time zone database. "
            + "Install it (on Debian: apt-get install tzdata) and try again, or write 'UTC'.",
        PresetRules.UnknownZone("Europe/Berlin", haveData: false).At("template.yaml:3").ToString());

    private static bool AreApart(string[] crons)
    {
        var earlier = new List<(string, CronWindow)>();
        foreach (var cron in crons)
        {
            if (PresetRules.Window(cron, out var window) is not null
                || PresetRules.Overlapped(window!, earlier) is not null)
            {
                return false;
            }

            earlier.Add((cron, window!));
        }

        return true;
    }
}
