using Prebuilds.Grains.Orchestration;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Simulation.Tests.Worlds;
using Prebuilds.Storage;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// The loop, as one silo would run it: of all silos the first that lives runs it, and sometimes another one that does
/// not know that. Each remembers for itself which pools are at rest.
/// </summary>
internal sealed class Loop(World world, SimulatedSilo silo)
{
    private readonly RestingPools _resting = new();

    /// <summary>Takes photographs and shows each preset its part, until the silo dies.</summary>
    public async Task Run()
    {
        while (true)
        {
            await Task.Delay(world.Options.ReconciliationInterval, silo.Clock);
            if (world.Cluster.Leader == silo || (world.Misfortune.Zombies && world.Time.Happens(0.1)))
            {
                await Pass();
            }
        }
    }

    private async Task Pass()
    {
        try
        {
            var snapshot = await silo.Store.TakeSnapshot(_resting.Marks(silo.Clock.GetUtcNow()), default);
            if (!_resting.Know(snapshot.Settings) && snapshot.AtRest > 0)
            {
                snapshot = await silo.Store.TakeSnapshot(default);
            }

            foreach (var slice in snapshot.Presets)
            {
                _ = Show(slice, snapshot.Settings);
            }
        }
        catch (Exception)
        {
            // The loop outlives any one pass.
        }
    }

    private async Task Show(PresetSlice slice, LoopSettings settings)
    {
        try
        {
            var report = await silo.Network.Call(slice.Preset.Id, keeper => keeper.Reconcile(slice, settings));
            _resting.Note(slice.Preset.Id, report.Rest, settings, silo.Clock.GetUtcNow());
        }
        catch (Exception)
        {
            // What is not known to be at rest is shown again by the next pass.
        }
    }
}
