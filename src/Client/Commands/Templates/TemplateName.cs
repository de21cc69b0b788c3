using System.CommandLine;

namespace Prebuilds.Client.Commands.Templates;

/// <summary>Which template a command is about.</summary>
internal static class TemplateName
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument() => new("NAME") { Description = "The template's name" };
}
