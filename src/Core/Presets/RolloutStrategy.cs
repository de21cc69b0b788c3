namespace Prebuilds.Presets;

/// <summary>How the members of an older version give way to those of the active one.</summary>
public enum RolloutStrategy
{
    /// <summary>They stay, and can be claimed, until as many of the new version are ready.</summary>
    Rolling,

    /// <summary>They go at once.</summary>
    Recreate,
}
