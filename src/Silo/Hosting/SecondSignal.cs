using System.Runtime.InteropServices;

namespace Prebuilds.Silo.Hosting;

/// <summary>
/// Ends the process at once when somebody asks a second time: what is durable stays so, what is leased is leased again.
/// </summary>
internal sealed class SecondSignal(TimeProvider clock) : IHostedService, IDisposable
{
    private const int SignalExitCodeBase = 128;

    // One request may arrive twice: from the terminal's process group, and from a parent such as "dotnet run" that
    // passes it on.
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(250);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _first;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Asked(2)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Asked(3)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Asked(15)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>The host answers the first signal.</summary>
    private void Asked(int signal)
    {
        var first = Interlocked.CompareExchange(ref _first, clock.GetTimestamp(), 0);
        if (first != 0 && clock.GetElapsedTime(first) > Echo)
        {
            Environment.Exit(SignalExitCodeBase + signal);
        }
    }
}
