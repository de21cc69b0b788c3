using System.Collections.Immutable;
using Prebuilds.Templates.Definitions;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>Reads the whole of <c>template.yaml</c>.</summary>
internal sealed class DefinitionReader(ProblemLog log)
{
    private static YamlKey File { get; } = new(TemplatePackage.DefinitionFile, "name: go-dev");

    private static YamlKey Name { get; } = new("name", "name: go-dev");

    private static YamlKey Provisioner { get; } = new("provisioner", "provisioner: terraform");

    private static YamlKey Parameters { get; } = new("parameters", "parameters: [{ name: cpus, default: \"2\" }]");

    private static YamlKey Presets { get; } = new(
        "presets", "presets: [{ name: large, prebuilds: { instances: 3 } }]");

    private static ImmutableArray<(string Name, ProvisionerKind Kind)> Provisioners { get; } =
        [("script", ProvisionerKind.Script), ("terraform", ProvisionerKind.Terraform)];

    /// <summary>
    /// The definition; when there are problems, whatever of it could be read. Null: not even its provisioner.
    /// </summary>
    public TemplateDefinition? Read(YamlNode? root)
    {
        if (MapReader.Open(root, File, [Name, Provisioner, Parameters, Presets], log) is not { } map)
        {
            return null;
        }

        var name = YamlValues.Text(map.Require(Name), Name, log);
        if (name is not null)
        {
            log.Accepts(name.Line, TemplateRules.Name(name.Text, "template"));
        }

        var provisioner = Kind(YamlValues.Text(map.Require(Provisioner), Provisioner, log));
        var parameters = new ParameterReader(log).Read(map.Find(Parameters), Parameters);
        var presets = new PresetReader(parameters, log).Read(map.Find(Presets), Presets);
        return provisioner is { } kind ? new TemplateDefinition(name?.Text ?? "", kind, parameters, presets) : null;
    }

    private ProvisionerKind? Kind(YamlNode.Scalar? text)
    {
        foreach (var (name, kind) in Provisioners)
        {
            if (name == text?.Text)
            {
                return kind;
            }
        }

        if (text is not null)
        {
            log.Add(text.Line, new Flaw(
                $"the provisioner {Quoted.Of(text.Text)} is unknown",
                $"Write {string.Join(" or ", Provisioners.Select(known => $"'{known.Name}'"))}"));
        }

        return null;
    }
}
