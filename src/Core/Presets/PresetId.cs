using Orleans;

namespace Prebuilds.Presets;

/// <summary>
/// A preset, by UUID. It is derived from <c>template/preset</c>, so it stays the same over all versions of the
/// template.
/// </summary>
/// <param name="Value">The UUID (version 5 of the preset's full name).</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetId")]
public readonly record struct PresetId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
