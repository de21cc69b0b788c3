using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Orchestration;

/// <summary>The loop's turns: a timer that ticks while the loop runs, and the operators' words about it.</summary>
/// <param name="store">Keeps the settings.</param>
/// <param name="pass">One pass.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where the loop reports.</param>
/// <param name="silo">This silo's life as the cluster knows it; null: the silo is alone.</param>
public sealed partial class OrchestratorGrain(
    IPrebuildStore store,
    ReconcilePass pass,
    IOptions<GrainsOptions> options,
    TimeProvider clock,
    ILogger<OrchestratorGrain> logger,
    SiloIncarnation? silo = null) : Grain, IOrchestratorGrain
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    private LoopSettings _settings = LoopSettings.Running;
    private IGrainTimer? _timer;
    private Task<PassReport>? _pass;
    private PassReport? _lastPass;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _settings = await store.ReadSettings(cancellationToken);
        StartTimer();
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Run()
    {
        await Save(_settings with { StopCause = null });
        StartTimer();
        await Announce();
        LogRunning();
        return new CommandOutcome.Done("The loop runs.");
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Stop(string cause)
    {
        await Save(_settings with { StopCause = cause });
        _timer?.Dispose();
        _timer = null;
        LogStopped(cause);
        var announced = Announce();
        return new CommandOutcome.Done(await Task.WhenAny(announced, Task.Delay(StopDeadline, clock)) == announced
            ? "The loop is stopped."
            : $"The loop is stopped. The pass in flight did not end within {StopDeadline.TotalSeconds} seconds.");
    }

    /// <inheritdoc/>
    public Task<PassReport> ReconcileAll() => options.Value.Enabled
        ? _pass ??= Pass()
        : Task.FromResult(
            new PassReport(clock.Now(), TimeSpan.Zero, 0, 0, ["The feature is off: Prebuilds:Enabled is false."]));

    /// <inheritdoc/>
    public async Task<CommandOutcome> Pause()
    {
        await Save(_settings with { Paused = true });
        await Announce();
        return new CommandOutcome.Done("Reconciliation is paused. Claims are still answered.");
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Resume()
    {
        await Save(_settings with { Paused = false });
        await Announce();
        return new CommandOutcome.Done(_settings.StopCause is null
            ? "Reconciliation is resumed."
            : "Reconciliation is resumed, but the loop is stopped. Start it with 'prebuilds run'.");
    }

    /// <inheritdoc/>
    public Task<OrchestratorStatus> GetStatus() => Task.FromResult(
        new OrchestratorStatus(options.Value.Enabled, _settings, options.Value.ReconciliationInterval, _lastPass));

    /// <inheritdoc/>
    public Task KeepAlive() => Task.CompletedTask;

    private void StartTimer()
    {
        if (_timer is null && options.Value.Enabled && _settings.StopCause is null)
        {
            var period = options.Value.ReconciliationInterval;
            _timer = this.RegisterGrainTimer(
                Tick, new() { DueTime = TimeSpan.Zero, Period = period, KeepAlive = true, Interleave = true });
        }
    }

    /// <summary>
    /// Tells every pool the settings of now: the pass in flight, if any, may still carry those of before.
    /// </summary>
    private async Task Announce()
    {
        await Task.WhenAny(_pass ?? Task.CompletedTask);
        await ReconcileAll();
    }

    private async Task Save(LoopSettings settings)
    {
        await store.WriteSettings(settings, silo, CancellationToken.None);
        _settings = settings;
    }

    private async Task Tick(CancellationToken stop)
    {
        try
        {
            await ReconcileAll();
        }
        catch (Exception error)
        {
            // The loop outlives any one tick.
            LogTickFailed(error);
        }
    }

    private async Task<PassReport> Pass()
    {
        await Task.Yield();
        try
        {
            return _lastPass = await pass.Run(CancellationToken.None);
        }
        catch (Exception error)
        {
            _lastPass = new PassReport(clock.Now(), TimeSpan.Zero, 0, 0, [$"The pass failed: {error.Message}"]);
            throw;
        }
        finally
        {
            _pass = null;
        }
    }
}
