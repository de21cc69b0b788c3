using System.CommandLine;
using Prebuilds.Templates;

namespace Prebuilds.Client.Commands.Templates;

/// <summary>The argument that names a template's directory.</summary>
internal static class DirectoryArgument
{
    /// <summary>Makes it.</summary>
    public static Argument<string> Create() => new("DIR")
    {
        Description = $"The directory with {TemplatePackage.DefinitionFile} and the provisioner's files",
    };
}
