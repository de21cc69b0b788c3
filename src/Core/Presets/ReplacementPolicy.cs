namespace Prebuilds.Presets;

/// <summary>
/// What a hand-over may do that would replace resources of a workspace, and so destroy what was prebuilt.
/// </summary>
public enum ReplacementPolicy
{
    /// <summary>It is done all the same, and reported.</summary>
    Allow = 0,

    /// <summary>It is not done: the workspace is no use to anybody and is put aside.</summary>
    Refuse = 1,
}
