using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using Prebuilds.Core.Tests.Schedules;
using Prebuilds.Presets;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Core.Tests.Templates;

/// <summary>Definitions drawn at random, and written as YAML.</summary>
internal static class TemplateYaml
{
    private static readonly Gen<string> Name =
        Gen.String[Gen.Char["abcxyz019"], 1, 8].Select(Gen.Int[0, 99], (name, i) => $"{name}-{i}");

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf("", "8", "true", "~", "a: b", "#", "eu\nus", "größe 数 😀", "\u0001\u2028\""),
        Gen.String.AlphaNumeric);

    private static readonly Gen<TimeSpan> Duration =
        Gen.Int[60, 86_400].Select(seconds => TimeSpan.FromSeconds(seconds));

    private static readonly Gen<PoolSchedule> Schedule = Gen.Select(
        Gen.OneOf("UTC", "Europe/Berlin"), CronLine.Any, Gen.Int[0, 10_000],
        (zone, line, instances) => new PoolSchedule(zone, [new ScheduleWindow(line.ToString(), instances)]));

    private static readonly Gen<Rollout> Rollouts = Gen.OneOf(
        Gen.Const(Rollout.Recreate),
        Gen.Select(Gen.Int[1, 100], Gen.Bool, (amount, isPercent) =>
            new Rollout(RolloutStrategy.Rolling, new Surge(amount, isPercent))));

    private static readonly Gen<PoolSettings> Pool = Gen.Select(
        Gen.Int[0, 10_000], Duration, Duration, Schedule, Rollouts, Gen.Enum<ReplacementPolicy>(), Gen.Bool,
        (instances, ttl, ready, schedule, rollout, policy, full) =>
            new PoolSettings(instances, full ? ttl : null, ready, full ? schedule : null, rollout, policy));

    public static Gen<TemplateDefinition> Definition { get; } = Gen.Select(
        Name, Value.Array[0, 5], Gen.Select(Name, Value, Pool).Array[0, 4],
        (name, defaults, presets) => new TemplateDefinition(
            name,
            ProvisionerKind.Script,
            [.. defaults.Select((value, i) => new TemplateParameter($"p{i}", i == 0 ? null : value))],
            [
                .. presets.DistinctBy(preset => preset.Item1).Select(preset => new PresetDefinition(
                    preset.Item1,
                    defaults.Length == 0 ? Values() : Values(("p0", preset.Item2)),
                    preset.Item3)),
            ]));

    public static string Of(TemplateDefinition definition)
    {
        var yaml = new StringBuilder($"name: {Quote(definition.Name)}\nprovisioner: script\nparameters:\n");
        foreach (var parameter in definition.Parameters)
        {
            yaml.Append($"- name: {parameter.Name}\n");
            yaml.Append(parameter.Default is null ? "" : $"  default: {Quote(parameter.Default)}\n");
        }

        yaml.Append("presets:\n");
        foreach (var preset in definition.Presets)
        {
            var values = preset.Parameters.Select(value => $"{value.Key}: {Quote(value.Value)}");
            yaml.Append($"- name: {preset.Name}\n  parameters: {{ {string.Join(", ", values)} }}\n  prebuilds:\n");
            yaml.Append($"    instances: {preset.Pool.Instances}\n");
            yaml.Append($"    ttl: {preset.Pool.Ttl?.TotalSeconds ?? 0}{(preset.Pool.Ttl is null ? "" : "s")}\n");
            yaml.Append($"    readyTimeout: {preset.Pool.ReadyTimeout.TotalSeconds}s\n");
            yaml.Append(preset.Pool.OnReplacement == ReplacementPolicy.Refuse ? "    onReplacement: refuse\n" : "");
            yaml.Append(preset.Pool.Schedule is null ? "" : Of(preset.Pool.Schedule));
            yaml.Append(preset.Pool.Rollout == Rollout.Recreate
                ? "    rollout: { strategy: recreate }\n"
                : $"    rollout: {{ surge: {preset.Pool.Rollout.Surge} }}\n");
        }

        return yaml.ToString();
    }

    private static string Of(PoolSchedule schedule) =>
        $"    scheduling:\n      timezone: {schedule.TimeZone}\n      schedules:\n" + string.Concat(
            schedule.Windows.Select(
                window => $"      - cron: {Quote(window.Cron)}\n        instances: {window.Instances}\n"));

    private static ImmutableSortedDictionary<string, string> Values(params (string Key, string Value)[] values) =>
        values.ToImmutableSortedDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);

    /// <summary>JSON's strings are YAML's too.</summary>
    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
