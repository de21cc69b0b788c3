namespace Prebuilds.Workspaces;

/// <summary>
/// How far a claimed workspace is with becoming its owner's. The numbers are stored: they never change.
/// </summary>
public enum HandOver
{
    /// <summary>Not claimed, or the template needs no claim step: usable at once.</summary>
    None = 0,

    /// <summary>The claim build is queued or running.</summary>
    Pending = 1,

    /// <summary>The claim build succeeded.</summary>
    Done = 2,

    /// <summary>The claim build failed for good; the workspace is still its owner's.</summary>
    Failed = 3,
}
