using Orleans;

namespace Prebuilds.Planning.Snapshots;

/// <summary>What operators have said about the loop; durable, one per cluster.</summary>
/// <param name="Paused">Whether nothing is reconciled for now. Claims are still answered.</param>
/// <param name="StopCause">Why the loop is stopped until somebody runs it again; null: it is not.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.LoopSettings")]
public sealed record LoopSettings(bool Paused, string? StopCause)
{
    /// <summary>A new cluster: running.</summary>
    public static LoopSettings Running { get; } = new(false, null);

    /// <summary>Whether pools are reconciled now.</summary>
    public bool Reconciles => !Paused && StopCause is null;
}
