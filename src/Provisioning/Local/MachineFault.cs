using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Local;

/// <summary>
/// What an error of this machine's file system means for a build: never the template's fault, so never permanent.
/// </summary>
internal static class MachineFault
{
    /// <summary>Whether an exception is such an error.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The failure to answer with.</summary>
    public static ProvisionResult.Failed Of(Exception error) => new(error switch
    {
        { HResult: Errno.NoSpace or Errno.QuotaExceeded } => new BuildError(
            ErrorClass.Capacity,
            Bounded.Message($"The disk of {Machine} is full: {error.Message} Make room in the data directory.")),
        UnauthorizedAccessException => new BuildError(
            ErrorClass.Transient,
            Bounded.Message($"{Machine} denies access: {error.Message} Give the silo's user access to it.")),
        _ => new BuildError(
            ErrorClass.Transient,
            Bounded.Message($"The file system of {Machine} failed: {error.Message} Look at this machine.")),
    });

    private static string Machine => $"machine {Environment.MachineName}";
}
