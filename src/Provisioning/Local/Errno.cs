namespace Prebuilds.Provisioning.Local;

/// <summary>
/// The system's error numbers that mean something here; .NET gives them as an <see cref="IOException"/>'s HResult.
/// </summary>
internal static class Errno
{
    /// <summary>EAGAIN: somebody else holds the lock.</summary>
    public const int TryAgain = 11;

    /// <summary>EEXIST: the name is taken.</summary>
    public const int Exists = 17;

    /// <summary>ENOSPC: the disk is full.</summary>
    public const int NoSpace = 28;

    /// <summary>EDQUOT: the user's share of the disk is full.</summary>
    public const int QuotaExceeded = 122;
}
