using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Terraform.Plans;

/// <summary>What a plan replaces, read from <c>terraform show -json</c>.</summary>
internal static class PlanReplacements
{
    /// <summary>
    /// The resources that the plan destroys and makes anew, in either order, bounded; not those that are replaced
    /// because an earlier run left them damaged.
    /// </summary>
    /// <param name="output">The output of terraform, which may begin with a warning.</param>
    /// <returns>The replacements; null when there is no plan in it.</returns>
    public static ImmutableArray<ResourceReplacement>? Read(string output)
    {
        var begin = output.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(output[begin..]));
            using var plan = JsonDocument.ParseValue(ref reader);
            return
            [
                .. plan.RootElement.TryGetProperty("resource_changes", out var changes)
                    ? changes.EnumerateArray().Where(IsReplaced).Take(ResourceReplacement.MaxPerBuild).Select(Of)
                    : [],
            ];
        }
        catch (Exception garbled) when (garbled is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The replacements when only the resources are known.</summary>
    /// <param name="addresses">Their addresses.</param>
    public static ImmutableArray<ResourceReplacement> Of(ImmutableArray<string> addresses) =>
        [.. addresses.Take(ResourceReplacement.MaxPerBuild).Select(address => Replacement(address, []))];

    /// <summary>Which resources, and why: <c>aws_instance.dev (ami, tags["owner"])</c>.</summary>
    /// <param name="replacements">The replacements.</param>
    public static string Describe(ImmutableArray<ResourceReplacement> replacements) => string.Join(
        ", ",
        replacements.Select(it => it.Paths is [] ? it.Address : $"{it.Address} ({string.Join(", ", it.Paths)})"));

    private static bool IsReplaced(JsonElement resource)
    {
        var actions = resource.GetProperty("change").GetProperty("actions").EnumerateArray()
            .Select(action => action.GetString())
            .ToList();
        return actions.Contains("delete")
            && actions.Contains("create")
            && !(resource.TryGetProperty("action_reason", out var reason)
                && reason.ValueEquals("replace_because_tainted"));
    }

    private static ResourceReplacement Of(JsonElement resource) => Replacement(
        resource.GetProperty("address").GetString()!,
        resource.GetProperty("change").TryGetProperty("replace_paths", out var paths)
        && paths.ValueKind == JsonValueKind.Array
            ? [.. paths.EnumerateArray().Take(ResourceReplacement.MaxPaths).Select(AttributePath.Of)]
            : []);

    private static ResourceReplacement Replacement(string address, ImmutableArray<string> paths) =>
        new(Bounded.Text(address, ResourceReplacement.MaxLength), paths);
}
