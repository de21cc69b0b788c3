using Orleans;

namespace Prebuilds.Workspaces;

/// <summary>A workspace, by UUID (version 7: ids sort by creation).</summary>
/// <param name="Value">The UUID.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.WorkspaceId")]
public readonly record struct WorkspaceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
