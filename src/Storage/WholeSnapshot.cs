using System.Collections.Immutable;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Storage;

/// <summary>Snapshots for those who can use nothing of one before all of it is there.</summary>
public static class WholeSnapshot
{
    /// <summary>Reads every preset that is live or has members or unapplied builds, at one instant.</summary>
    /// <param name="source">The store.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<Snapshot> TakeSnapshot(this ISnapshotSource source, CancellationToken stop)
    {
        var slices = ImmutableArray.CreateBuilder<PresetSlice>();
        var settings = await source.TakeSnapshot((_, slice) => slices.Add(slice), stop);
        return new Snapshot(settings, slices.DrainToImmutable());
    }
}
