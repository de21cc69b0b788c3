namespace Prebuilds.Provisioning;

/// <summary>What became of a state that was to be kept.</summary>
public enum StateWrite
{
    /// <summary>It is kept, durably.</summary>
    Kept,

    /// <summary>It is above the limit; what was kept before still is.</summary>
    TooLarge,

    /// <summary>The build is no longer this worker's: another may be at the workspace, so stop at once.</summary>
    NotOurs,
}
