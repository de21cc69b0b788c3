using Orleans;

namespace Prebuilds.Builds;

/// <summary>A build, by UUID (version 7: ids sort by creation).</summary>
/// <param name="Value">The UUID.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.BuildId")]
public readonly record struct BuildId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
