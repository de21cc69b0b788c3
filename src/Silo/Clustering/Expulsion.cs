using Prebuilds.Storage;

namespace Prebuilds.Silo.Clustering;

/// <summary>
/// Ends the process when it can be no member any more, mostly because the others gave it up while it hung: its pools
/// are theirs, and only a new start makes it a member again. Orleans' own way is a crash with a dump. Nobody can read
/// its metrics any more; <see cref="GivenUpSilos"/> counts it on the others.
/// </summary>
internal sealed partial class Expulsion(SiloIncarnation silo, ILogger<Expulsion> logger) : IFatalErrorHandler
{
    private const int Expelled = 3;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        LogExpelled(silo, context, exception);

        // The log is written by a thread of its own, which the end does not wait for.
        Console.Error.WriteLine(
            $"Prebuilds ends: silo {silo} can be no member of its cluster any more ({context}). Start it again; "
            + $"nothing that was acknowledged is lost. {exception?.Message}".TrimEnd());
        Environment.Exit(Expelled);
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Silo {Silo} can be no member of its cluster any more and ends: {Reason}")]
    private partial void LogExpelled(SiloIncarnation silo, string? reason, Exception? error);
}
