using System.Collections.Immutable;
using Prebuilds.Templates.Definitions;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads <c>parameters</c> of the template.</summary>
internal sealed class ParameterReader(ProblemLog log)
{
    private static YamlKey Name { get; } = new("name", "name: cpus");

    private static YamlKey Default { get; } = new("default", "default: \"2\"");

    /// <summary>
    /// The parameters in listed order; faulty ones too, so that a preset that sets them is not blamed for it.
    /// </summary>
    public ImmutableArray<TemplateParameter> Read(YamlNode? node, YamlKey key)
    {
        var names = new KeysOnce("parameter", log);
        var parameters = ImmutableArray.CreateBuilder<TemplateParameter>();
        foreach (var item in YamlValues.Items(node, key, TemplateRules.MaxParameters, log))
        {
            if (MapReader.Open(item, key.Item, [Name, Default], log) is { } map
                && YamlValues.Text(map.Require(Name), Name, log) is { } name
                && names.Add(name.Text, name.Line))
            {
                log.Accepts(name.Line, TemplateRules.ParameterName(name.Text));
                parameters.Add(new TemplateParameter(name.Text, DefaultOf(map, name.Text)));
            }
        }

        return parameters.DrainToImmutable();
    }

    /// <summary>
    /// The default; a faulty one counts as given, so that only it is reported, and not each preset too.
    /// </summary>
    private string? DefaultOf(MapReader map, string name)
    {
        if (map.Find(Default) is not { } node)
        {
            return null;
        }

        var value = YamlValues.Text(node, Default, log);
        if (value is not null)
        {
            log.Accepts(value.Line, TemplateRules.Value(name, value.Text));
        }

        return value?.Text ?? "";
    }
}
