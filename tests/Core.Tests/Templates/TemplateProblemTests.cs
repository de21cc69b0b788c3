using Xunit;

namespace Prebuilds.Core.Tests.Templates;

/// <summary>Each mistake in a definition that is otherwise good, and the one problem that it makes.</summary>
public sealed class TemplateProblemTests
{
    [Theory]
    [InlineData("name: go-dev", "", "2: 'name' is missing. Write it like 'name: go-dev'.")]
    [InlineData("name: go-dev", "name:", "1: 'name' has no value. Write it like 'name: go-dev'.")]
    [InlineData("name: go-dev", "nam: go-dev", "1: the key 'nam' is unknown here. Write 'name'.")]
    [InlineData("name: go-dev", "name: [go]", "1: 'name' is a list, not a single value. Write it like 'name: go-dev'.")]
    [InlineData("name: go-dev", "name: Go_dev", "1: 'Go_dev' is not a template name. Use 1 to 63 lower-case letters, digits and '-', with no '-' at either end.")]
    [InlineData("name: large", "name: large-", "8: 'large-' is not a preset name. Use 1 to 63 lower-case letters, digits and '-', with no '-' at either end.")]
    [InlineData("name: small", "name: large", "21: the preset 'large' is given twice, first in line 8. Rename or remove one of the two.")]
    [InlineData("name: cpus", "name: 2cpus", "4: '2cpus' is not a parameter name. Use 1 to 64 letters, digits and '_', not beginning with a digit.", "9: the parameter 'cpus' is not declared. Write '2cpus'.")]
    [InlineData("- name: region", "- name: region\n  - name: cpus", "7: the parameter 'cpus' is given twice, first in line 4. Rename or remove one of the two.")]
    [InlineData("- name: cpus", "- default: 3\n    name: cpus", "6: the key 'default' is given twice, first in line 4. Rename or remove one of the two.")]
    [InlineData("provisioner: script", "", "1: 'provisioner' is missing. Write it like 'provisioner: terraform'.")]
    [InlineData("provisioner: script", "provisioner: docker", "2: the provisioner 'docker' is unknown. Write 'script' or 'terraform'.")]
    [InlineData("provisioner: script", "provisioner: script\nowner: me", "3: the key 'owner' is unknown here. Remove it; the keys here are name, provisioner, parameters, presets.")]
    [InlineData("default: 2", "default: {}", "5: 'default' is a map, not a single value. Write it like 'default: \"2\"'.")]
    [InlineData("default: 2", "defualt: 2", "5: the key 'defualt' is unknown here. Write 'default'.", "21: the preset sets no value for 'cpus', which has no default. Add 'cpus: ' to its parameters, or a default to the parameter.")]
    [InlineData("- name: region", "- region", "6: 'parameters[]' is 'region', not a map. Write it like 'parameters: [{ name: cpus, default: \"2\" }]'.", "9: the parameter 'region' is not declared. Declare it in the template's parameters, or remove it here.", "23: the parameter 'region' is not declared. Declare it in the template's parameters, or remove it here.")]
    public void A_mistake_in_the_template_is_told_with_its_line(string part, string mistake, params string[] problems) =>
        Check(part, mistake, problems);

    [Theory]
    [InlineData("cpus: \"8\"", "cpu: 8", "9: the parameter 'cpu' is not declared. Write 'cpus'.")]
    [InlineData("cpus: \"8\"", "disk: 8", "9: the parameter 'disk' is not declared. Declare it in the template's parameters, or remove it here.")]
    [InlineData("cpus: \"8\"", "cpus: [8]", "9: 'cpus' is a list, not a single value. Write it like 'parameters: { cpus: \"8\" }'.")]
    [InlineData("cpus: \"8\"", "cpus: ", "9: the parameter 'cpus' has no value. Write one, or \"\" for the empty text.")]
    [InlineData("cpus: \"8\"", "cpus: 1, cpus: 2", "9: the key 'cpus' is given twice, first in line 9. Rename or remove one of the two.")]
    [InlineData(", region: eu", "", "8: the preset sets no value for 'region', which has no default. Add 'region: ' to its parameters, or a default to the parameter.")]
    [InlineData("cpus: \"8\"", "cpus: \"a\\0b\"", "9: the value of 'cpus' holds a NUL character. Remove it.")]
    [InlineData("parameters: { cpus: \"8\", region: eu }", "parameters: [cpus]", "9: 'parameters' is a list, not a map. Write it like 'parameters: { cpus: \"8\" }'.")]
    [InlineData("instances: 1", "", "24: 'prebuilds' has no value. Write it like 'prebuilds: { instances: 3 }'.")]
    [InlineData("instances: 1", "ttl: 1h", "25: 'instances' is missing. Write it like 'instances: 3'.")]
    [InlineData("instances: 1", "instances: -1", "25: 'instances' is -1. Write a whole number from 0 to 10000.")]
    [InlineData("instances: 1", "instances: 10001", "25: 'instances' is 10001. Write a whole number from 0 to 10000.")]
    [InlineData("instances: 1", "instances: 99999999999999999999", "25: 'instances' is '99999999999999999999', not a whole number from 0 to 10000. Write it like 'instances: 3'.")]
    [InlineData("instances: 1", "instances: 1.5", "25: 'instances' is '1.5', not a whole number from 0 to 10000. Write it like 'instances: 3'.")]
    [InlineData("instances: 1", "instances: \"1\"", "25: 'instances' is the text '1', not a whole number from 0 to 10000. Write it like 'instances: 3'.")]
    [InlineData("instances: 1", "instances: few", "25: 'instances' is 'few', not a whole number from 0 to 10000. Write it like 'instances: 3'.")]
    [InlineData("ttl: 24h", "ttl: 59s", "12: 'ttl' is 59s. Write 0 for never, or 1m to 365d.")]
    [InlineData("ttl: 24h", "ttl: 366d", "12: 'ttl' is 31622400s. Write 0 for never, or 1m to 365d.")]
    [InlineData("ttl: 24h", "ttl: 3600", "12: 'ttl' is '3600', not a duration (a whole number with s, m, h or d). Write it like 'ttl: 24h'.")]
    [InlineData("ttl: 24h", "ttl: -1h", "12: 'ttl' is '-1h', not a duration (a whole number with s, m, h or d). Write it like 'ttl: 24h'.")]
    [InlineData("readyTimeout: 90s", "readyTimeout: 0", "13: 'readyTimeout' is 0s. Write 1s to 24h.")]
    [InlineData("readyTimeout: 90s", "readyTimeout: 25h", "13: 'readyTimeout' is 90000s. Write 1s to 24h.")]
    [InlineData("readyTimeout: 90s", "ready-timeout: 90s", "13: the key 'ready-timeout' is unknown here. Write 'readyTimeout'.")]
    public void A_mistake_in_a_preset_is_told_with_its_line(string part, string mistake, params string[] problems) =>
        Check(part, mistake, problems);

    [Theory]
    [InlineData("timezone: Europe/Berlin", "", "16: 'timezone' is missing. Write it like 'timezone: Europe/Berlin'.")]
    [InlineData("timezone: Europe/Berlin", "timezone: Europe/Atlantis", "15: the time zone 'Europe/Atlantis' is unknown. Write an IANA name, such as 'Europe/Berlin' or 'UTC'.")]
    [InlineData("timezone: Europe/Berlin", "timezone: europe/berlin", "15: the time zone 'europe/berlin' is unknown. Write an IANA name, such as 'Europe/Berlin' or 'UTC'.")]
    [InlineData("timezone: Europe/Berlin", "timeZone: Europe/Berlin", "15: the key 'timeZone' is unknown here. Write 'timezone'.")]
    [InlineData("schedules:", "windows:", "15: 'schedules' is missing. Write it like 'schedules: [{ cron: \"* 8-18 * * 1-5\", instances: 5 }]'.", "16: the key 'windows' is unknown here. Remove it; the keys here are timezone, schedules.")]
    [InlineData("* 8-18 * * 1-5", "* 22-6 * * *", "17: the window '* 22-6 * * *' cannot be read: hour '22-6' runs backwards: write the two parts, as in '22-23,0-6'. Write five fields, such as '* 8-18 * * 1-5'.")]
    [InlineData("* 8-18 * * 1-5", "30 8-18 * * 1-5", "17: the window '30 8-18 * * 1-5' cannot be read: minute '30' is not allowed: windows are whole hours, write *. Write five fields, such as '* 8-18 * * 1-5'.")]
    [InlineData("* 8-18 * * 1-5", "* 14-18 * * 5,6", "19: the window '* 8-14 * * sat' overlaps '* 14-18 * * 5,6' in line 17. Change one of the two, so that no hour is in both.")]
    [InlineData("- cron: \"* 8-14 * * sat\"", "- hours: 8-14", "19: the key 'hours' is unknown here. Remove it; the keys here are cron, instances.", "19: 'cron' is missing. Write it like 'cron: \"* 8-18 * * 1-5\"'.")]
    [InlineData("instances: 5", "instances: -5", "18: 'instances' is -5. Write a whole number from 0 to 10000.")]
    [InlineData("instances: 5", "", "17: 'instances' is missing. Write it like 'instances: 3'.")]
    public void A_mistake_in_a_schedule_is_told_with_its_line(string part, string mistake, params string[] problems) =>
        Check(part, mistake, problems);

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

    private static void Check(string part, string mistake, string[] problems)
    {
        Assert.Contains(part, Packages.Yaml, StringComparison.Ordinal);
        var at = Packages.Yaml.IndexOf(part, StringComparison.Ordinal);
        var yaml = Packages.Yaml.Remove(at, part.Length).Insert(at, mistake);
        Assert.Equal(
            problems.Select(problem => $"template.yaml:{problem}"), Packages.Problems(Packages.Script(yaml)));
    }
}
