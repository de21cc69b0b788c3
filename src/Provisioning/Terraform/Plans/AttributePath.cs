using System.Globalization;
using System.Text;
using System.Text.Json;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Terraform.Plans;

/// <summary>
/// A path into a resource's attributes, as terraform's plans write it: a list of names, keys and positions.
/// </summary>
internal static class AttributePath
{
    /// <summary>The path as people write it: <c>tags["owner"]</c>, <c>disk[0].size</c>.</summary>
    /// <param name="steps">A JSON array of texts and numbers.</param>
    public static string Of(JsonElement steps)
    {
        var path = new StringBuilder();
        var afterPosition = false;
        foreach (var step in steps.EnumerateArray())
        {
            var name = step.ValueKind == JsonValueKind.String ? step.GetString()! : null;
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(name is null ? $"[{step.GetRawText()}]" : Named(name, path.Length == 0, afterPosition))}");
            afterPosition = name is null;
        }

        return Bounded.Text(path.ToString(), ResourceReplacement.MaxLength);
    }

    /// <summary>
    /// A plan does not tell attributes from keys of maps. The first step is an attribute, and so is what follows a
    /// position.
    /// </summary>
    private static string Named(string name, bool first, bool afterPosition) =>
        first ? name
        : afterPosition && IsIdentifier(name) ? $".{name}"
        : $"[\"{Escape(Escape(name, '\\'), '"')}\"]";

    private static string Escape(string name, char character) =>
        name.Replace($"{character}", $"\\{character}", StringComparison.Ordinal);

    private static bool IsIdentifier(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
