using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Builds.Machines;

/// <summary>
/// Tells the store every twenty seconds that this machine is there, so that the builds of what was made here wait for
/// it, and not for ever for a machine that is lost.
/// </summary>
/// <param name="store">Keeps the machines.</param>
/// <param name="machine">This machine.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class MachinePresence(
    IPrebuildStore store, LocalMachine machine, TimeProvider clock, ILogger<MachinePresence> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>Tells until the silo stops.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await store.SeeMachine(machine.Id, clock.Now(), stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // It outlives an outage of the database; the next time tells.
                LogNotTold(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The store could not be told that this machine is there; it is told again soon")]
    private partial void LogNotTold(Exception error);
}
