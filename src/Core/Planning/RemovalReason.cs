namespace Prebuilds.Planning;

/// <summary>Why a member leaves the pool.</summary>
public enum RemovalReason
{
    /// <summary>Too old, or created before the invalidation.</summary>
    Expired,

    /// <summary>More members than wanted.</summary>
    Surplus,

    /// <summary>Its version is superseded, or its template deprecated or deleted.</summary>
    Inactive,

    /// <summary>It failed, and newer evidence is kept.</summary>
    Evidence,

    /// <summary>Nobody has begun it, and a permanent error or the hard limit stops creation.</summary>
    Held,

    /// <summary>Nobody has begun it, and the platform has no room until a delay is over.</summary>
    NoRoom,
}
