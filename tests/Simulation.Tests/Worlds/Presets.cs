using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>The template of a world, whose versions are drawn.</summary>
internal sealed class Presets(VirtualTime time)
{
    private const string Template = "t";

    private readonly int _count = time.Chance.Next(1, 3);
    private int _versions;

    /// <summary>The template's name.</summary>
    public string TemplateName => Template;

    /// <summary>The presets.</summary>
    public ImmutableArray<PresetId> Ids => [.. Names.Select(name => new PresetName(Template, name).ToId())];

    /// <summary>Any of them.</summary>
    public PresetId Any() => Ids[time.Chance.Next(Ids.Length)];

    /// <summary>The next version: other numbers, perhaps a time to live, perhaps a hand-over, rolling or not.</summary>
    public TemplateVersion NextVersion()
    {
        var version = ++_versions;
        return new TemplateVersion(
            new TemplateVersionId(new Guid(version, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
            new TemplateDefinition(Template, ProvisionerKind.Script, [], [.. Names.Select(Preset)]),
            HasClaimStep: time.Happens(0.5),
            time.Now);
    }

    private IEnumerable<string> Names => Enumerable.Range(0, _count).Select(number => $"p{number}");

    private PresetDefinition Preset(string name) => new(
        name,
        ImmutableSortedDictionary<string, string>.Empty,
        new PoolSettings(
            time.Chance.Next(0, 5),
            time.Happens(0.3) ? time.Milliseconds(8_000, 30_000) : null,
            time.Milliseconds(2_000, 10_000),
            null,
            time.Happens(0.6)
                ? new Rollout(RolloutStrategy.Rolling, new Surge(time.Chance.Next(1, 4), false))
                : Rollout.Recreate));
}
