using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>
/// Nodes as the values they should be; what is something else gets a problem, and null (or nothing) for its value.
/// </summary>
internal static class YamlValues
{
    public static YamlNode.Scalar? Text(YamlNode? node, YamlKey key, ProblemLog log)
    {
        if (node is not (null or YamlNode.Scalar))
        {
            WrongType(node, key, "a single value", log);
        }

        return node as YamlNode.Scalar;
    }

    /// <summary>
    /// A number is written without quotes; one too long for a number is as wrong as one beyond the limits.
    /// </summary>
    public static int? Instances(YamlNode? node, YamlKey key, ProblemLog log)
    {
        if (Text(node, key, log) is not { } scalar)
        {
            return null;
        }

        if (!scalar.Plain
            || !long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            WrongType(scalar, key, $"a whole number from 0 to {PresetRules.MaxInstances}", log);
            return null;
        }

        return log.Accepts(scalar.Line, PresetRules.Instances(number)) ? (int)number : null;
    }

    /// <summary>A duration that keeps its rule.</summary>
    public static TimeSpan? Duration(YamlNode? node, YamlKey key, Func<TimeSpan, Flaw?> rule, ProblemLog log)
    {
        if (Text(node, key, log) is not { } scalar)
        {
            return null;
        }

        if (!Rules.Duration.TryParse(scalar.Text, out var value))
        {
            WrongType(scalar, key, "a duration (a whole number with s, m, h or d)", log);
            return null;
        }

        return log.Accepts(scalar.Line, rule(value)) ? value : null;
    }

    /// <summary>The items, up to the limit.</summary>
    public static ImmutableArray<YamlNode> Items(YamlNode? node, YamlKey key, int most, ProblemLog log)
    {
        if (node is not YamlNode.List { Items: var items })
        {
            if (node is not null)
            {
                WrongType(node, key, "a list", log);
            }

            return [];
        }

        if (items.Length > most)
        {
            log.Add(node.Line, new Flaw($"'{key.Name}' has {items.Length} items", $"Use at most {most}"));
        }

        return items[..Math.Min(items.Length, most)];
    }

    public static void WrongType(YamlNode node, YamlKey key, string wanted, ProblemLog log)
    {
        if (node is not YamlNode.Refused)
        {
            log.Add(node.Line, new Flaw($"'{key.Name}' is {node.Kind}, not {wanted}", key.Remedy));
        }
    }
}
