using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Storage;

/// <summary>What a new activation of a preset grain is told. A closed family.</summary>
public abstract record PresetOpening
{
    private PresetOpening()
    {
    }

    /// <summary>The next epoch is the caller's.</summary>
    /// <param name="Slice">The preset, whose epoch is the caller's own.</param>
    /// <param name="Settings">The loop's settings.</param>
    public sealed record Opened(PresetSlice Slice, LoopSettings Settings) : PresetOpening;

    /// <summary>There is no such preset.</summary>
    public sealed record Unknown : PresetOpening;

    /// <summary>The caller's silo is no active member of its cluster: no epoch was taken.</summary>
    public sealed record NotMember : PresetOpening;
}
