using Orleans;

namespace Prebuilds.Planning.Snapshots;

/// <summary>
/// A preset's rows in three numbers: while they stay the same, so do the preset and its members. Every write but a
/// claim raises the revision, and between two of those claims only take members away. Builds have no part in it.
/// </summary>
/// <param name="Epoch">The newest epoch that an activation of its grain has taken.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Members">How many members there are.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetMark")]
public readonly record struct PresetMark(long Epoch, long Revision, int Members);
