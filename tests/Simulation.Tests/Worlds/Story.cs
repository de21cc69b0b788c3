using Prebuilds.Planning.Snapshots;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Testing;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>
/// A world's course: silos start and a template is pushed; users, operators and misfortune come and go; then all faults
/// cease, and everything must come to rest.
/// </summary>
internal sealed class Story
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly World _world;
    private readonly Process _outside;
    private readonly ProcessClock _clock;
    private readonly Users _users;
    private readonly Operators _operators;
    private readonly Faults _faults;

    public Story(World world)
    {
        _world = world;
        _outside = new Process(world.Time);
        _clock = new ProcessClock(_outside);
        var presets = new Presets(world.Time);
        var outside = new Silos.Network(world, _clock);
        _users = new Users(world, outside, _clock, presets);
        _operators = new Operators(world, outside, _clock, presets);
        _faults = new Faults(world, _clock);
    }

    /// <summary>Whether it is told.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Begins to tell it.</summary>
    public void Begin() => _outside.NewActor().Begin(Tell);

    private async Task Tell()
    {
        _world.Cluster.Start();
        _world.Cluster.Start();
        await _operators.Push();
        _outside.NewActor().Begin(_users.Run);
        _outside.NewActor().Begin(_operators.Run);
        _outside.NewActor().Begin(_faults.Run);
        await Task.Delay(_world.Time.Milliseconds(4_000, 20_000), _clock);

        _world.Misfortune.IsOver = true;
        _faults.Mend();
        _world.Trace.Note(_world.Time.Elapsed, "faults cease");
        await ComeToRest();
        HasEnded = true;
    }

    private async Task ComeToRest()
    {
        var rest = new Rest(_world);
        var limit = _world.Time.Elapsed + Patience;
        string? unrest;
        do
        {
            // Again and again: what an operator did just before may still be on its way.
            await _world.Store.WriteSettings(LoopSettings.Running, default);
            await _operators.ResumeAll();
            await Task.Delay(TimeSpan.FromSeconds(3), _clock);
            unrest = await rest.Missing();
        }
        while (unrest is not null && _world.Time.Elapsed < limit && _world.Verdict.Broken is null);

        _world.Verdict.Demand(unrest is null, () => $"{Patience} after the last fault: {unrest}");
        await rest.JudgeLeaks();
        await _users.JudgeService();
    }
}
