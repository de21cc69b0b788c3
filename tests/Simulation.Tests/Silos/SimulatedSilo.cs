using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Builds.Withdrawals;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Presets;
using Prebuilds.Provisioning;
using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Simulation.Tests.Platforms;
using Prebuilds.Simulation.Tests.Stores;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Simulation.Tests.Worlds;
using Prebuilds.Storage;
using Prebuilds.Testing;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// A silo without Orleans: one process with the real writer of claims, the real worker, and the pools that are called
/// on it.
/// </summary>
internal sealed class SimulatedSilo
{
    /// <summary>Where all silos work: every workspace is within everybody's reach.</summary>
    private static readonly LocalMachine Machine = new(new MachineId(A.Id("machine")));

    private Action? _stop;

    private SimulatedSilo(World world, string name)
    {
        Name = name;
        Process = new Process(world.Time);
        Clock = new ProcessClock(Process);
        Store = new FaultyStore(world.Store, world.Time, world.Misfortune);
        Network = new Network(world, Clock);
    }

    public string Name { get; }

    public Process Process { get; }

    public ProcessClock Clock { get; }

    public IPrebuildStore Store { get; }

    public Network Network { get; }

    /// <summary>What its pools share.</summary>
    public KeeperServices Services { get; private set; } = null!;

    /// <summary>Starts one; what it does from then on, it does in turns of its own.</summary>
    public static SimulatedSilo Start(World world, string name)
    {
        var silo = new SimulatedSilo(world, name);
        silo.Process.NewActor().Do(() => silo.Begin(world));
        return silo;
    }

    /// <summary>It stops taking builds and gives back those under way.</summary>
    public void Stop() => Process.NewActor().Do(() => _stop?.Invoke());

    private void Begin(World world)
    {
        var options = Options.Create(world.Options);
        NewId newId = world.NewId;
        var signal = new BuildSignal();
        var claims = new ClaimWriter(
            Store, Clock, world.Logger<ClaimWriter>(), TaskScheduler.FromCurrentSynchronizationContext());
        Services = new KeeperServices(
            Store, claims, signal, World.Metrics, options, Clock, newId, world.Logger<PoolKeeper>());
        var provisioners = new Provisioners([new SiloProvisioner(world.Platform, Process)]);
        var step = new BuildStep(Store, provisioners, options, Clock, world.Logger<BuildStep>());
        var grains = NudgingGrains.Create(Network);
        var run = new BuildRun(
            Store, step, grains, new BuildsUnderWay(), World.Metrics, options, Clock, world.Logger<BuildRun>());
        var worker = new BuildWorker(
            Store, run, signal, Machine, options, Clock, newId, world.Logger<BuildWorker>());
        var stop = new CancellationTokenSource();
        _stop = stop.Cancel;
        Process.NewActor().Begin(() => worker.Work(stop.Token));
        Process.NewActor().Begin(() => new Loop(world, this).Run());
    }
}
