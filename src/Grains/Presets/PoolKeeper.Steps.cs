using Prebuilds.Planning;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Grains.Presets;

/// <content>
/// Steps: one after the other, begun from what is surely known, under settings that are fresh enough.
/// </content>
public sealed partial class PoolKeeper
{
    /// <summary>
    /// Runs one step after those that wait; begins by reading again when the outcome of an earlier write is unknown.
    /// </summary>
    private async Task<T> InStep<T>(Func<Task<T>> step)
    {
        await _step.WaitAsync();
        try
        {
            if (IsDoubtful)
            {
                await Reload();
            }

            return await step();
        }
        finally
        {
            _step.Release();
        }
    }

    /// <summary>
    /// Looks again soon: at once when no step runs, else after it. Many requests make one look. While nothing is
    /// reconciled, all is certain and no misses are to be told there is nothing to look for; ticks still tell what
    /// would be done.
    /// </summary>
    private void RequestRefill()
    {
        if (_refillWanted || !(_settings.Reconciles || IsDoubtful || HasMisses))
        {
            return;
        }

        _refillWanted = true;
        _refill = Quietly(PlanAndExecute);
    }

    /// <summary>A step that nobody waits for: if it fails, the next tick repeats it.</summary>
    private async Task Quietly(Func<Task<PresetPlan>> step)
    {
        try
        {
            await InStep(() =>
            {
                _refillWanted = false;
                return step();
            });
        }
        catch (Exception error)
        {
            _refillWanted = false;
            LogRefillFailed(_pool.Preset.Name, error);
        }
    }

    private void Know(LoopSettings settings) => (_settings, _settingsAt) = (settings, _services.Clock.Now());

    /// <summary>
    /// A loop tells its settings with every tick; to a pool at rest, and once it is stopped, only when they change: a
    /// pool that missed the word of it must ask.
    /// </summary>
    private async Task RefreshSettings()
    {
        if (_services.Clock.Now() - _settingsAt > Options.ReconciliationInterval)
        {
            Know(await _services.Store.ReadSettings(CancellationToken.None));
        }
    }
}
