using Prebuilds.Presets;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Presets;

/// <content>How an activation comes by its epoch, and how it learns that the epoch is over.</content>
public sealed partial class PoolKeeper
{
    /// <summary>Takes the preset's next epoch and loads its pool; null when there is no such preset.</summary>
    /// <param name="services">What the silo's pools share.</param>
    /// <param name="preset">The preset.</param>
    /// <param name="fenced">Called when a newer activation has taken over; this one can write no more.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StaleActivationException">The cluster has given this silo up; another one answers.</exception>
    public static async Task<PoolKeeper?> Open(
        KeeperServices services, PresetId preset, Action fenced, CancellationToken stop)
    {
        switch (await services.Store.OpenPreset(preset, services.Silo, stop))
        {
            case PresetOpening.Opened opened:
                var keeper = new PoolKeeper(services, opened, fenced);
                keeper.Begin(opened);
                return keeper;
            case PresetOpening.NotMember:
                throw Refused(services, preset);
            default:
                return null;
        }
    }

    private static StaleActivationException Refused(KeeperServices services, PresetId preset)
    {
        LogRefused(services.Logger, preset, services.Silo);
        services.Metrics.Refused();
        return new StaleActivationException(
            $"Silo {services.Silo} is no active member, and may not take the pool of preset {preset}. Ask again.");
    }

    private void Begin(PresetOpening.Opened opened)
    {
        LogOpened(_pool.Preset.Name, opened.Slice.Epoch, opened.Slice.Members.Length);
        _refill = Quietly(async () =>
        {
            await Apply(opened.Slice.Changes);
            return await PlanAndExecute();
        });
    }

    private StaleActivationException Fenced()
    {
        LogFenced(_pool.Preset.Name, _pool.Epoch);
        _services.Metrics.Fenced(_pool.Preset);
        _fenced();
        return new StaleActivationException(
            $"Another activation has taken over the pool of {_pool.Preset.Name} from epoch {_pool.Epoch}. Ask again.");
    }
}
