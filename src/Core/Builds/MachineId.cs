using Orleans;

namespace Prebuilds.Builds;

/// <summary>
/// A machine that works on builds, by UUID. It is the data directory that counts: silos that share one are one machine.
/// </summary>
/// <param name="Value">The UUID.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.MachineId")]
public readonly record struct MachineId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
