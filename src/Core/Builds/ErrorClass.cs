namespace Prebuilds.Builds;

/// <summary>What a failure means for the next try. The numbers are stored: they never change.</summary>
public enum ErrorClass
{
    /// <summary>It may work next time: backoff.</summary>
    Transient = 0,

    /// <summary>It cannot work until somebody changes the template or its parameters.</summary>
    Permanent = 1,

    /// <summary>
    /// The platform has no room now: backoff, however often; it says nothing about the template, so no hard limit.
    /// </summary>
    Capacity = 2,
}
