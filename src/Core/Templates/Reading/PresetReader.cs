using System.Collections.Immutable;
using Prebuilds.Templates.Definitions;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads <c>presets</c>.</summary>
/// <param name="declared">The template's parameters.</param>
/// <param name="log">Where problems go.</param>
internal sealed class PresetReader(ImmutableArray<TemplateParameter> declared, ProblemLog log)
{
    private readonly PoolReader _pools = new(log);

    private static ImmutableSortedDictionary<string, string> Unset { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static YamlKey Name { get; } = new("name", "name: large");

    private static YamlKey Parameters { get; } = new("parameters", "parameters: { cpus: \"8\" }");

    private static YamlKey Prebuilds { get; } = new("prebuilds", "prebuilds: { instances: 3 }");

    /// <summary>The presets in listed order; when there are problems, whatever of them could be read.</summary>
    public ImmutableArray<PresetDefinition> Read(YamlNode? node, YamlKey key)
    {
        var names = new KeysOnce("preset", log);
        var presets = ImmutableArray.CreateBuilder<PresetDefinition>();
        foreach (var item in YamlValues.Items(node, key, TemplateRules.MaxPresets, log))
        {
            if (MapReader.Open(item, key.Item, [Name, Parameters, Prebuilds], log) is not { } map)
            {
                continue;
            }

            var name = YamlValues.Text(map.Require(Name), Name, log);
            if (name is not null && names.Add(name.Text, name.Line))
            {
                log.Accepts(name.Line, TemplateRules.Name(name.Text, "preset"));
            }

            presets.Add(new PresetDefinition(
                name?.Text ?? "",
                Values(map.Find(Parameters), map.Line),
                _pools.Read(map.Require(Prebuilds), Prebuilds)));
        }

        return presets.DrainToImmutable();
    }

    private ImmutableSortedDictionary<string, string> Values(YamlNode? node, int line)
    {
        if (node is not (null or YamlNode.Map))
        {
            YamlValues.WrongType(node, Parameters, "a map", log);
            return Unset;
        }

        var entries = node is YamlNode.Map map ? KeysOnce.Of(map, log).ToArray() : [];
        var values = Unset.ToBuilder();
        foreach (var (name, value) in entries)
        {
            values.Add(name.Text, ValueOf(name, value));
        }

        foreach (var parameter in declared.Where(it => it.Default is null && !values.ContainsKey(it.Name)))
        {
            log.Add(line, new Flaw(
                $"the preset sets no value for {Quoted.Of(parameter.Name)}, which has no default",
                $"Add '{parameter.Name}: ' to its parameters, or a default to the parameter"));
        }

        return values.ToImmutable();
    }

    /// <summary>A value as it is written, so that the number 8 is the text 8; what is no value is empty.</summary>
    private string ValueOf(YamlNode.Scalar name, YamlNode node)
    {
        if (!declared.Any(parameter => parameter.Name == name.Text))
        {
            var nearest = log.Suggest(name.Text, declared.Select(parameter => parameter.Name));
            log.Add(name.Line, new Flaw(
                $"the parameter {Quoted.Of(name.Text)} is not declared",
                nearest is null ? "Declare it in the template's parameters, or remove it here" : $"Write '{nearest}'"));
        }

        switch (node)
        {
            case YamlNode.Scalar { Nothing: false } scalar:
                log.Accepts(scalar.Line, TemplateRules.Value(name.Text, scalar.Text));
                return scalar.Text;
            case YamlNode.Scalar:
                log.Add(name.Line, new Flaw(
                    $"the parameter {Quoted.Of(name.Text)} has no value", "Write one, or \"\" for the empty text"));
                return "";
            default:
                YamlValues.WrongType(node, new YamlKey(name.Text, Parameters.Example), "a single value", log);
                return "";
        }
    }
}
