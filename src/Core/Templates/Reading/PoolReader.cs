using Prebuilds.Presets;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads <c>prebuilds</c>.</summary>
internal sealed class PoolReader(ProblemLog log)
{
    private readonly ScheduleReader _schedules = new(log);
    private readonly RolloutReader _rollouts = new(log);

    public static YamlKey Instances { get; } = new("instances", "instances: 3");

    private static YamlKey Ttl { get; } = new("ttl", "ttl: 24h");

    private static YamlKey ReadyTimeout { get; } = new("readyTimeout", "readyTimeout: 5m");

    private static YamlKey BuildTimeout { get; } = new("buildTimeout", "buildTimeout: 10m");

    private static YamlKey OnReplacement { get; } = new("onReplacement", "onReplacement: refuse");

    private static YamlKey Scheduling { get; } = new(
        "scheduling",
        "scheduling: { timezone: Europe/Berlin, schedules: [{ cron: \"* 8-18 * * 1-5\", instances: 5 }] }");

    private static YamlKey Rollout { get; } = new("rollout", "rollout: { strategy: rolling, surge: 25% }");

    /// <summary>The pool wanted; when there are problems, whatever of it could be read.</summary>
    public PoolSettings Read(YamlNode? node, YamlKey key)
    {
        YamlKey[] keys = [Instances, Ttl, ReadyTimeout, BuildTimeout, Scheduling, Rollout, OnReplacement];
        if (MapReader.Open(node, key, keys, log) is not { } map)
        {
            return new PoolSettings(0, null, PoolSettings.DefaultReadyTimeout, null);
        }

        var ttl = YamlValues.Duration(map.Find(Ttl), Ttl, PresetRules.Ttl, log);
        return new PoolSettings(
            YamlValues.Instances(map.Require(Instances), Instances, log) ?? 0,
            ttl == TimeSpan.Zero ? null : ttl,
            YamlValues.Duration(map.Find(ReadyTimeout), ReadyTimeout, PresetRules.ReadyTimeout, log)
                ?? PoolSettings.DefaultReadyTimeout,
            _schedules.Read(map.Find(Scheduling), Scheduling))
        {
            Rollout = _rollouts.Read(map.Find(Rollout), Rollout),
            OnReplacement = Policy(map.Find(OnReplacement)),
            BuildTimeout = YamlValues.Duration(map.Find(BuildTimeout), BuildTimeout, PresetRules.BuildTimeout, log),
        };
    }

    private ReplacementPolicy Policy(YamlNode? node)
    {
        var policy = ReplacementPolicy.Allow;
        if (YamlValues.Text(node, OnReplacement, log) is { } text)
        {
            log.Accepts(text.Line, PresetRules.OnReplacement(text.Text, out policy));
        }

        return policy;
    }
}
