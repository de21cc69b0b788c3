using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;

namespace Prebuilds.Storage;

/// <summary>What is stored about all presets, as of one instant.</summary>
public interface ISnapshotSource
{
    /// <summary>
    /// Reads every preset that is live or has members or unapplied builds, in one repeatable-read, read-only
    /// transaction. Costs O(live members); reads no history. When it fails, what was shown until then is right, but not
    /// all; when it took too long, there may be more to come.
    /// </summary>
    /// <param name="show">
    /// Is given the loop's settings and each preset once, in any order, as soon as all of it is read; must not hold up
    /// the reading.
    /// </param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The loop's settings.</returns>
    Task<LoopSettings> TakeSnapshot(Action<LoopSettings, PresetSlice> show, CancellationToken stop);

    /// <summary>
    /// The same of one instant, without the presets that still have the mark they are known by and have no unapplied
    /// build. Counts members instead of reading them.
    /// </summary>
    /// <param name="atRest">The presets to be left out, by the mark that they must still have.</param>
    /// <param name="stop">Gives up.</param>
    Task<Snapshot> TakeSnapshot(IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop);
}
