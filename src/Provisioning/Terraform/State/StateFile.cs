using System.Text.Json;

namespace Prebuilds.Provisioning.Terraform.State;

/// <summary>A state as terraform writes it, read as far as it must be understood here.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Lineage">Which line of states it belongs to: those of one workspace, unless it was begun anew.</param>
/// <param name="Serial">Its place in the line: a later one has a higher number.</param>
/// <param name="HasResources">Whether it knows of anything that would have to be destroyed.</param>
internal sealed record StateFile(ReadOnlyMemory<byte> Bytes, string Lineage, long Serial, bool HasResources)
{
    /// <summary>Reads a state; null when the bytes are none, or not a whole one.</summary>
    public static StateFile? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            return new StateFile(
                bytes,
                root.GetProperty("lineage").GetString() ?? "",
                root.GetProperty("serial").GetInt64(),
                root.GetProperty("resources").EnumerateArray().Any(IsManaged));
        }
        catch (Exception garbled)
            when (garbled is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Which of two states to go on with: of one line the later; of two lines the one that has resources, and the kept
    /// one when both have.
    /// </summary>
    /// <param name="local">The one on this machine; null: none.</param>
    /// <param name="kept">The one kept outside; null: none.</param>
    public static StateFile? Newer(StateFile? local, StateFile? kept)
    {
        if (local is null || kept is null)
        {
            return local ?? kept;
        }

        var keepsLocal = local.Lineage == kept.Lineage
            ? local.Serial >= kept.Serial
            : local.HasResources && !kept.HasResources;
        return keepsLocal ? local : kept;
    }

    private static bool IsManaged(JsonElement resource) =>
        resource.TryGetProperty("mode", out var mode)
        && mode.ValueEquals("managed")
        && resource.TryGetProperty("instances", out var instances)
        && instances.GetArrayLength() > 0;
}
