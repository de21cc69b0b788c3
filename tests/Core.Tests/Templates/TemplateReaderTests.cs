using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class TemplateReaderTests
{
    [Fact]
    public void Every_key_reaches_the_definition()
    {
        var reading = TemplateReader.Read(Packages.Script(Packages.Yaml));

        Assert.Empty(reading.Problems);
        var definition = reading.Definition!;
        Assert.Equal("go-dev", definition.Name);
        Assert.Equal(ProvisionerKind.Script, definition.Provisioner);
        Assert.Equal<TemplateParameter>([new("cpus", "2"), new("region", null)], definition.Parameters);
        Assert.Equal(["large", "small"], definition.Presets.Select(preset => preset.Name));
        var large = definition.Presets[0];
        Assert.Equal([new("cpus", "8"), new("region", "eu")], large.Parameters);
        Assert.Equal(
            (3, TimeSpan.FromHours(24), TimeSpan.FromSeconds(90)),
            (large.Pool.Instances, large.Pool.Ttl, large.Pool.ReadyTimeout));
        Assert.Equal(
            [ReplacementPolicy.Allow, ReplacementPolicy.Refuse],
            definition.Presets.Select(preset => preset.Pool.OnReplacement));
        Assert.Equal("Europe/Berlin", large.Pool.Schedule!.TimeZone);
        Assert.Equal<ScheduleWindow>(
            [new ScheduleWindow("* 8-18 * * 1-5", 5), new ScheduleWindow("* 8-14 * * sat", 0)],
            large.Pool.Schedule.Windows);
        Assert.Equal(
            new Rollout(RolloutStrategy.Rolling, new Surge(40, true)), definition.Presets[1].Pool.Rollout);
    }

    [Theory]
    [InlineData("20m", 20 * 60, null)]
    [InlineData("0s", null, "'buildTimeout' is 0s. Write 1s to 24h.")]
    [InlineData("25h", null, "'buildTimeout' is 90000s. Write 1s to 24h.")]
    public void A_preset_may_limit_the_time_of_its_builds(string written, int? seconds, string? problem)
    {
        var yaml = Packages.Yaml.Replace(
            "readyTimeout: 90s", $"readyTimeout: 90s\n      buildTimeout: {written}", StringComparison.Ordinal);

        var reading = TemplateReader.Read(Packages.Script(yaml));

        Assert.Equal(
            problem,
            reading.Problems.SingleOrDefault() is { } found ? $"{found.What}. {found.Remedy}." : null);
        Assert.Equal(seconds, (int?)reading.Definition?.Presets[0].Pool.BuildTimeout?.TotalSeconds);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var small = TemplateReader.Read(Packages.Script(Packages.Yaml)).Definition!.Presets[1];

        Assert.Equal([new("region", "us")], small.Parameters);
        Assert.Equal(
            new PoolSettings(1, null, TimeSpan.FromMinutes(5), null, Rollout.Rolling, ReplacementPolicy.Refuse),
            small.Pool with { Rollout = Rollout.Rolling });
    }

    [Theory]
    [InlineData("name: a\nprovisioner: script")]
    [InlineData("---\nname: a\nprovisioner: script\npresets:\nparameters: ~\n...\n")]
    [InlineData("\uFEFF{ \"name\": \"a\", \"provisioner\": \"script\", \"presets\": [], \"parameters\": [] }")]
    [InlineData("name: a\r\nprovisioner: script\r\n")]
    public void A_template_without_presets_is_one(string yaml)
    {
        var definition = TemplateReader.Read(Packages.Script(yaml)).Definition!;
        Assert.Equal("a", definition.Name);
        Assert.Empty(definition.Presets);
        Assert.Empty(definition.Parameters);
    }

    [Theory]
    [InlineData("ttl: 0", null)]
    [InlineData("ttl:", null)]
    [InlineData("ttl: 1m", 60)]
    [InlineData("ttl: '7d'", 604_800)]
    [InlineData("ttl: 365d", 31_536_000)]
    public void A_time_to_live_of_nothing_means_never(string ttl, int? seconds)
    {
        var definition = TemplateReader.Read(Packages.Script(Packages.Yaml.Replace("ttl: 24h", ttl))).Definition!;
        Assert.Equal(seconds, definition.Presets[0].Pool.Ttl?.TotalSeconds);
    }

    [Theory]
    [InlineData("", RolloutStrategy.Rolling, "25%")]
    [InlineData("rollout:", RolloutStrategy.Rolling, "25%")]
    [InlineData("rollout: {}", RolloutStrategy.Rolling, "25%")]
    [InlineData("rollout: { strategy: rolling }", RolloutStrategy.Rolling, "25%")]
    [InlineData("rollout: { surge: 3 }", RolloutStrategy.Rolling, "3")]
    [InlineData("rollout: { surge: '100%' }", RolloutStrategy.Rolling, "100%")]
    [InlineData("rollout: { strategy: recreate }", RolloutStrategy.Recreate, "25%")]
    public void A_pool_rolls_by_a_quarter_unless_it_says_otherwise(
        string rollout, RolloutStrategy strategy, string surge)
    {
        var yaml = Packages.Yaml.Replace("rollout: { strategy: rolling, surge: 40% }", rollout);
        var read = TemplateReader.Read(Packages.Script(yaml)).Definition!.Presets[1].Pool.Rollout;
        Assert.Equal((strategy, surge), (read.Strategy, read.Surge.ToString()));
    }

    [Theory]
    [InlineData("8", "8")]
    [InlineData("1.10", "1.10")]
    [InlineData("010", "010")]
    [InlineData("true", "true")]
    [InlineData("''", "")]
    [InlineData("'null'", "null")]
    [InlineData("\"a\\tb\"", "a\tb")]
    [InlineData("|\n        two\n        lines", "two\nlines\n")]
    public void Values_are_the_text_that_was_written(string written, string value)
    {
        var yaml = Packages.Yaml.Replace("region: us", $"region: {written}");
        Assert.Equal(value, TemplateReader.Read(Packages.Script(yaml)).Definition!.Presets[1].Parameters["region"]);
    }

    [Theory]
    [InlineData("schedules: []")]
    [InlineData("timezone: Europe/Berlin\n        schedules: []")]
    public void A_schedule_without_windows_is_none(string scheduling)
    {
        var yaml = $"{Packages.Yaml}\n      scheduling:\n        {scheduling}";
        Assert.Null(TemplateReader.Read(Packages.Script(yaml)).Definition!.Presets[1].Pool.Schedule);
    }

    [Fact]
    public void Scripts_have_a_claim_step_when_there_is_a_script_for_it()
    {
        Assert.False(TemplateReader.Read(Packages.Script(Packages.Yaml)).HasClaimStep);
        Assert.True(TemplateReader.Read(Packages.Script(Packages.Yaml, Packages.Program("claim"))).HasClaimStep);
    }

    [Fact]
    public void Terraform_always_has_a_claim_step()
    {
        ImmutableArray<TemplateFile> files =
            [Packages.Text("template.yaml", "name: a\nprovisioner: terraform"), Packages.Text("main.tf", "")];
        Assert.True(TemplateReader.Read(new TemplatePackage(files)).HasClaimStep);
    }
}
