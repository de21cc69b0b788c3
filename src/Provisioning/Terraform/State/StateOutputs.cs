using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Script;

namespace Prebuilds.Provisioning.Terraform.State;

/// <summary>
/// The outputs that stand in a state: texts as they are, other values as JSON. Reading them there saves a run of
/// terraform.
/// </summary>
internal static class StateOutputs
{
    /// <summary>Reads them, with the workspace's folder unless the template has an output of that name.</summary>
    /// <param name="state">The state; null: nothing was made, so there are none.</param>
    /// <param name="folder">The workspace's folder.</param>
    /// <returns>The outputs, or a permanent failure when they are above their limits.</returns>
    public static ProvisionResult Of(StateFile? state, string folder)
    {
        var outputs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var sensitive = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        outputs[OutputsFile.Folder] = folder;
        using var json = state is null ? null : JsonDocument.Parse(state.Bytes);
        if (json?.RootElement.TryGetProperty("outputs", out var all) == true && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var output in all.EnumerateObject().Where(output => output.Value.TryGetProperty("value", out _)))
            {
                outputs[output.Name] = TextOf(output.Value.GetProperty("value"));
                if (output.Value.TryGetProperty("sensitive", out var hidden) && hidden.ValueKind == JsonValueKind.True)
                {
                    sensitive.Add(output.Name);
                }
            }
        }

        return Excess(outputs) is { } excess
            ? new ProvisionResult.Failed(new BuildError(ErrorClass.Permanent, excess))
            : new ProvisionResult.Succeeded(outputs.ToImmutable()) { Sensitive = sensitive.ToImmutable() };
    }

    private static string? Excess(ImmutableSortedDictionary<string, string>.Builder outputs)
    {
        if (outputs.Count > OutputsFile.MaxEntries + 1)
        {
            return $"The template has {outputs.Count - 1} outputs, more than {OutputsFile.MaxEntries}. Give fewer.";
        }

        var bytes = outputs.Sum(it => Encoding.UTF8.GetByteCount(it.Key) + Encoding.UTF8.GetByteCount(it.Value));
        return bytes > OutputsFile.MaxBytes
            ? $"The template's outputs have {bytes} bytes, more than {OutputsFile.MaxBytes}. Give less."
            : null;
    }

    /// <summary>No database takes a NUL.</summary>
    private static string TextOf(JsonElement value) =>
        (value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value))
            .Replace('\0', '\uFFFD');
}
