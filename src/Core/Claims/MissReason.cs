namespace Prebuilds.Claims;

/// <summary>Why no member could be handed out, strongest reason first.</summary>
public enum MissReason
{
    /// <summary>The preset is not live: superseded, deprecated or deleted.</summary>
    Inactive,

    /// <summary>Reconciliation is paused or stopped, so nothing refills the pool.</summary>
    Paused,

    /// <summary>Creation is held by a permanent error.</summary>
    ValidationFailed,

    /// <summary>Creation is held because too many creations failed in a row.</summary>
    HardLimited,

    /// <summary>Creation is held until a backoff ends.</summary>
    Backoff,

    /// <summary>The pool's target is zero now.</summary>
    NoneWanted,

    /// <summary>Members are on their way.</summary>
    Starting,

    /// <summary>More claims wait for this preset than it may hold.</summary>
    Busy,

    /// <summary>The pool is empty, and its refill is about to begin.</summary>
    Empty,
}
