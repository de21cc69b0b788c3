using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads <c>scheduling</c>.</summary>
internal sealed class ScheduleReader(ProblemLog log)
{
    private static YamlKey TimeZone { get; } = new("timezone", "timezone: Europe/Berlin");

    private static YamlKey Schedules { get; } = new(
        "schedules", "schedules: [{ cron: \"* 8-18 * * 1-5\", instances: 5 }]");

    private static YamlKey Cron { get; } = new("cron", "cron: \"* 8-18 * * 1-5\"");

    /// <summary>The schedule; null when it has no windows.</summary>
    public PoolSchedule? Read(YamlNode? node, YamlKey key)
    {
        if (MapReader.Open(node, key, [TimeZone, Schedules], log) is not { } map)
        {
            return null;
        }

        var items = YamlValues.Items(map.Require(Schedules), Schedules, PresetRules.MaxWindows, log);
        var zone = YamlValues.Text(items.IsEmpty ? map.Find(TimeZone) : map.Require(TimeZone), TimeZone, log);
        if (zone is not null)
        {
            log.Accepts(zone.Line, PresetRules.TimeZone(zone.Text));
        }

        var windows = Windows(items);
        return windows.IsEmpty || zone is null ? null : new PoolSchedule(zone.Text, windows);
    }

    private ImmutableArray<ScheduleWindow> Windows(ImmutableArray<YamlNode> items)
    {
        var windows = ImmutableArray.CreateBuilder<ScheduleWindow>(items.Length);
        var earlier = new List<(YamlNode.Scalar, CronWindow)>(items.Length);
        foreach (var item in items)
        {
            if (MapReader.Open(item, Schedules.Item, [Cron, PoolReader.Instances], log) is not { } map)
            {
                continue;
            }

            var cron = YamlValues.Text(map.Require(Cron), Cron, log);
            var instances = YamlValues.Instances(map.Require(PoolReader.Instances), PoolReader.Instances, log);
            windows.Add(new ScheduleWindow(cron?.Text ?? "", instances ?? 0));
            if (cron is not null)
            {
                CheckWindow(cron, earlier);
            }
        }

        return windows.DrainToImmutable();
    }

    private void CheckWindow(YamlNode.Scalar cron, List<(YamlNode.Scalar, CronWindow)> earlier)
    {
        if (!log.Accepts(cron.Line, PresetRules.Window(cron.Text, out var window)))
        {
            return;
        }

        if (PresetRules.Overlapped(window!, earlier) is { } first)
        {
            log.Add(cron.Line, new Flaw(
                $"the window {Quoted.Of(cron.Text)} overlaps {Quoted.Of(first.Text)} in line {first.Line}",
                "Change one of the two, so that no hour is in both"));
        }

        earlier.Add((cron, window!));
    }
}
