namespace Prebuilds.Builds;

/// <summary>What a build does to its workspace. The numbers are stored: they never change.</summary>
public enum BuildKind
{
    /// <summary>Makes it, and waits until it is ready.</summary>
    Create = 0,

    /// <summary>Applies it again for its new owner.</summary>
    Claim = 1,

    /// <summary>Removes it and all it made.</summary>
    Delete = 2,
}
