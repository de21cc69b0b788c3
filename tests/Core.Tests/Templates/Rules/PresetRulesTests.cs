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
    public void A_wait_is_good_from_its_least_to_its_most()
    {
        Assert.Null(PresetRules.ReadyTimeout(TimeSpan.FromSeconds(1)));
        Assert.Null(PresetRules.BuildTimeout(TimeSpan.FromHours(24)));
        Assert.Equal(
            "x: 'readyTimeout' is 0s. Write 1s to 24h.",
            PresetRules.ReadyTimeout(TimeSpan.FromSeconds(0.9))?.At("x").ToString());
        Assert.Equal(
            "x: 'buildTimeout' is 86401s. Write 1s to 24h.",
            PresetRules.BuildTimeout(TimeSpan.FromSeconds(86_401))?.At("x").ToString());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(PresetRules.MaxInstances, true)]
    [InlineData(-1, false)]
    [InlineData(PresetRules.MaxInstances + 1, false)]
    public void A_target_is_good_from_none_to_the_most(long count, bool good) =>
        Assert.Equal(good, PresetRules.Instances(count) is null);

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
