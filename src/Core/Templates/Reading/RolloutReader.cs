using Prebuilds.Presets;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads <c>rollout</c>.</summary>
internal sealed class RolloutReader(ProblemLog log)
{
    private static YamlKey Strategy { get; } = new("strategy", "strategy: rolling");

    private static YamlKey Surge { get; } = new("surge", "surge: 25%");

    /// <summary>The rollout; rolling where nothing else is said.</summary>
    public Rollout Read(YamlNode? node, YamlKey key)
    {
        if (MapReader.Open(node, key, [Strategy, Surge], log) is not { } map)
        {
            return Rollout.Rolling;
        }

        var strategy = Kind(YamlValues.Text(map.Find(Strategy), Strategy, log));
        var text = YamlValues.Text(map.Find(Surge), Surge, log);
        var surge = Presets.Surge.Default;
        if (text is not null)
        {
            log.Accepts(text.Line, PresetRules.Surge(text.Text, strategy, out surge));
        }

        return new Rollout(strategy, surge);
    }

    private RolloutStrategy Kind(YamlNode.Scalar? text)
    {
        switch (text?.Text)
        {
            case null or "rolling":
                return RolloutStrategy.Rolling;
            case "recreate":
                return RolloutStrategy.Recreate;
            default:
                log.Add(text.Line, new Flaw(
                    $"the strategy {Quoted.Of(text.Text)} is unknown", "Write 'rolling' or 'recreate'"));
                return RolloutStrategy.Rolling;
        }
    }
}
