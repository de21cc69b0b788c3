using Prebuilds.Simulation.Tests.Worlds;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// The loop, as one silo would run it: of all silos the first that lives runs it, and sometimes another one that does not know that.
/// </summary>
internal sealed class Loop(World world, SimulatedSilo silo)
{
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
            var snapshot = await silo.Store.TakeSnapshot(default);
            foreach (var slice in snapshot.Presets)
            {
                silo.Network.Send(slice.Preset.Id, keeper => keeper.Reconcile(slice, snapshot.Settings));
            }
        }
        catch (Exception)
        {
            // The loop outlives any one pass.
        }
    }
}
