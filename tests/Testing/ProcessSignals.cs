using Prebuilds.Provisioning.Processes;

namespace Prebuilds.Testing;

/// <summary>Signals to processes that a test has started.</summary>
public static class ProcessSignals
{
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Asks to end: SIGTERM.</summary>
    public static void Terminate(int process) => Signals.Send(process, Signals.Terminate);

    /// <summary>Ends without asking: SIGKILL.</summary>
    public static void Kill(int process) => Signals.Send(process, Signals.Kill);

    /// <summary>Stops it where it is, without its knowledge: SIGSTOP.</summary>
    public static void Freeze(int process) => Signals.Send(process, Stop);

    /// <summary>Lets a frozen one go on: SIGCONT.</summary>
    public static void Thaw(int process) => Signals.Send(process, Continue);
}
