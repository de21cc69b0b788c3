using Prebuilds.Templates.Reading;
using Prebuilds.Templates.Reading.Yaml;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates;

/// <summary>Reads and checks a template.</summary>
public static class TemplateReader
{
    /// <summary>
    /// Checks everything that can be checked without running the template, and reports every problem at once. Only
    /// text that is no YAML ends it early: then nothing is known of what the definition says. Takes any bytes, and
    /// never throws.
    /// </summary>
    /// <param name="package">The template's directory.</param>
    public static TemplateReading Read(TemplatePackage package)
    {
        if (!IsWhole(package))
        {
            return new TemplateReading(
                null, [new Problem("files", "the package came without files", "Send each with its path and content")]);
        }

        var log = new ProblemLog();
        foreach (var problem in PackageRules.Check(package))
        {
            log.Add(problem);
        }

        var definition = package.Find(TemplatePackage.DefinitionFile) is { } file
            && YamlText.Read(file.Content, log) is { } text
            && YamlTree.Read(text, log) is { } root
                ? new DefinitionReader(log).Read(root)
                : null;
        if (definition is not null)
        {
            foreach (var problem in ProvisionerFiles.Check(package, definition.Provisioner))
            {
                log.Add(problem);
            }
        }

        return log.IsEmpty && definition is not null
            ? new TemplateReading(definition, [])
            {
                HasClaimStep = ProvisionerFiles.HasClaimStep(package, definition.Provisioner),
            }
            : new TemplateReading(null, log.ToProblems());
    }

    /// <summary>What was made of a message may lack what its types promise.</summary>
    private static bool IsWhole(TemplatePackage package) =>
        !package.Files.IsDefault && package.Files.All(file => file is { Path: not null, Content.IsDefault: false });
}
