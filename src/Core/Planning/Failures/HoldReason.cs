namespace Prebuilds.Planning.Failures;

/// <summary>Why creation waits, strongest first.</summary>
public enum HoldReason
{
    /// <summary>A permanent error: until a new version or a resume.</summary>
    ValidationFailed,

    /// <summary>Too many failures in a row: until a resume or a success.</summary>
    HardLimited,

    /// <summary>A delay after failures.</summary>
    Backoff,
}
