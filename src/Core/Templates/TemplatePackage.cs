using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Templates;

/// <summary>A template's directory as it is pushed: <c>template.yaml</c> and the provisioner's files.</summary>
/// <param name="Files">The files; their order does not matter.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplatePackage")]
public sealed record TemplatePackage(ImmutableArray<TemplateFile> Files)
{
    /// <summary>The name of the file that describes the template.</summary>
    public const string DefinitionFile = "template.yaml";

    /// <summary>Most files in one template.</summary>
    public const int MaxFiles = 500;

    /// <summary>Most bytes of all files of one template together: 8 MiB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The file at that path; null when there is none.</summary>
    /// <param name="path">The path below the directory.</param>
    public TemplateFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);
}
