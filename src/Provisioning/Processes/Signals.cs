using System.Runtime.InteropServices;

namespace Prebuilds.Provisioning.Processes;

/// <summary>
/// Signals, by <c>kill(2)</c>. .NET ends single processes with SIGKILL only, and here a
/// polite signal and a whole process group are needed. A process that is already gone, or belongs to somebody else, is
/// no error: whoever sends a signal looks afterwards whether the process is still there.
/// </summary>
internal static partial class Signals
{
    /// <summary>Asks to finish what is under way, and to end (SIGINT).</summary>
    public const int Interrupt = 2;

    /// <summary>Asks to end (SIGTERM).</summary>
    public const int Terminate = 15;

    /// <summary>Ends without asking (SIGKILL).</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal to one process.</summary>
    public static void Send(int process, int signal) => _ = NativeKill(process, signal);

    /// <summary>Sends a signal to all processes of a group at once, so that none can fork away in between.</summary>
    public static void SendToGroup(int group, int signal) => _ = NativeKill(-group, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int process, int signal);
}
