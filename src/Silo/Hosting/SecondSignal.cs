using System.Runtime.InteropServices;

namespace Prebuilds.Silo.Hosting;

/// <summary>Ends the process at once when somebody asks a second time: what is durable stays so, what is leased is leased again.</summary>
internal sealed class SecondSignal : IHostedService, IDisposable
{
    private const int ExitCodeOfSignal = 128;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Count(2)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Count(3)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Count(15)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>The host answers the first signal.</summary>
    private void Count(int number)
    {
        if (Interlocked.Increment(ref _signals) == 2)
        {
            Environment.Exit(ExitCodeOfSignal + number);
        }
    }
}
