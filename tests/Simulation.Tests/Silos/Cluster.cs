using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Worlds;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// The silos, and which of them a preset's calls go to: nearly always the newest activation, now and then an older one.
/// </summary>
internal sealed class Cluster(World world)
{
    private readonly Dictionary<PresetId, List<Activation>> _activations = [];
    private int _started;

    /// <summary>The silos that have not died, in the order they came.</summary>
    public List<SimulatedSilo> Silos { get; } = [];

    /// <summary>The silo that is to run the loop.</summary>
    public SimulatedSilo? Leader => Silos.Find(silo => !silo.Process.IsFrozen);

    /// <summary>Starts a silo.</summary>
    public void Start()
    {
        var silo = SimulatedSilo.Start(world, $"silo{++_started}");
        world.Trace.Note(world.Time.Elapsed, "starts", default, silo.Name);
        Silos.Add(silo);
    }

    /// <summary>A silo dies, with all that it was doing.</summary>
    public void Kill(SimulatedSilo silo)
    {
        world.Trace.Note(world.Time.Elapsed, "dies", default, silo.Name);
        silo.Process.Die();
        Silos.Remove(silo);
        world.Platform.Died(silo.Process);
    }

    /// <summary>The activation that the next call of a preset goes to; null when no silo can have one.</summary>
    public Activation? Route(PresetId preset)
    {
        if (!_activations.TryGetValue(preset, out var all))
        {
            _activations[preset] = all = [];
        }

        all.RemoveAll(activation => !activation.IsOpen);
        if (all.Count > 0 && world.Misfortune.RoutesToAnOldOne())
        {
            return all[world.Time.Chance.Next(all.Count)];
        }

        // Who stands still is declared dead, and its presets come up elsewhere.
        if (all.Count > 0 && !all[^1].Silo.Process.IsFrozen && !world.Misfortune.MakesAZombie())
        {
            return all[^1];
        }

        var silos = Silos.Where(silo => !silo.Process.IsFrozen && silo.Services is not null).ToList();
        if (silos.Count == 0)
        {
            return null;
        }

        var activation = new Activation(preset, silos[world.Time.Chance.Next(silos.Count)]);
        world.Trace.Note(world.Time.Elapsed, "activates", preset.Value, activation.Silo.Name);
        all.Add(activation);
        return activation;
    }

    /// <summary>Tells the newest activation of every preset on a silo to leave.</summary>
    public void Empty(SimulatedSilo silo) => _activations.Values
        .SelectMany(all => all)
        .Where(activation => activation.Silo == silo && activation.IsOpen)
        .ToList()
        .ForEach(activation => activation.Leave());
}
