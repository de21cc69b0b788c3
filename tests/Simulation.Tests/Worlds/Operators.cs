using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Grains;
using Prebuilds.Grains.Presets;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Silos;
using Prebuilds.Simulation.Tests.Stores;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>People who push, retire, invalidate, delete, cancel, try again, pause and resume.</summary>
internal sealed class Operators
{
    private readonly World _world;
    private readonly Network _network;
    private readonly TimeProvider _clock;
    private readonly Presets _presets;
    private readonly FaultyStore _store;
    private readonly TimeSpan _pace;

    public Operators(World world, Network network, TimeProvider clock, Presets presets)
    {
        (_world, _network, _clock, _presets) = (world, network, clock, presets);
        _store = new FaultyStore(world.Store, world.Time, world.Misfortune);
        _pace = world.Time.Milliseconds(1_000, 10_000);
    }

    /// <summary>Does this and that until faults cease.</summary>
    public async Task Run()
    {
        while (true)
        {
            await Task.Delay(_world.Time.Between(TimeSpan.Zero, 2 * _pace), _clock);
            if (_world.Misfortune.IsOver)
            {
                return;
            }

            try
            {
                await Act(_world.Time.Chance.Next(12));
            }
            catch (Exception)
            {
                // Whether it was done is not known; it was worth a try.
            }
        }
    }

    /// <summary>Pushes a version, and nudges the presets that it changes.</summary>
    public async Task Push() => Tell(await _world.Store.PushVersion(
        _presets.NextVersion(), new TemplatePackage([]), activate: true, default));

    /// <summary>Forgets every preset's failures.</summary>
    public async Task ResumeAll()
    {
        foreach (var preset in _presets.Ids)
        {
            try
            {
                await _network.Call(preset, keeper => keeper.Resume());
            }
            catch (Exception)
            {
                // The activation was a stale one; the next call finds the newest.
            }
        }
    }

    private async Task Act(int choice)
    {
        _world.Trace.Note(_world.Time.Elapsed, "operator acts", default, $"{choice}");
        switch (choice)
        {
            case 0 or 1:
                await Invalidate(_presets.Any());
                break;
            case 2:
                await _network.Call(_presets.Any(), keeper => keeper.Resume());
                break;
            case 3 or 4:
                await DeleteAny();
                break;
            case 5:
                Tell(await _store.PushVersion(
                    _presets.NextVersion(), new TemplatePackage([]), activate: true, default));
                break;
            case 6:
                Tell(await _store.Retire(
                    _presets.TemplateName,
                    deprecated: _world.Time.Happens(0.4),
                    deleted: _world.Time.Happens(0.2),
                    default) ?? []);
                break;
            case 7 or 8:
                await OnAnyBuild((keeper, build) => keeper.CancelBuild(build, "an operator"));
                break;
            case 9:
                await OnAnyBuild((keeper, build) => keeper.RetryBuild(build));
                break;
            default:
                await _store.WriteSettings(new LoopSettings(_world.Time.Happens(0.4), null), default);
                break;
        }
    }

    private async Task Invalidate(PresetId preset)
    {
        var sent = _world.Time.Now;
        if (await _network.Call(preset, keeper => keeper.Invalidate()) is CommandOutcome.Done)
        {
            _world.Ledger.Invalidated(preset, sent, _world.Time.Now);
        }
    }

    private async Task DeleteAny()
    {
        var preset = _presets.Any();
        var rows = await _store.ListWorkspaces(
            new WorkspaceQuery(preset, null, null, WorkspaceQuery.MaxLimit), default);
        if (rows.Length > 0)
        {
            var chosen = rows[_world.Time.Chance.Next(rows.Length)].Workspace.Id;
            _world.Ledger.DeletionAsked(chosen);
            await _network.Call(preset, keeper => keeper.Delete(chosen));
        }
    }

    private async Task OnAnyBuild(Func<PoolKeeper, BuildId, Task<CommandOutcome>> command)
    {
        // Of the queue mostly: what is finished is only worth a try.
        var preset = _presets.Any();
        var order = _world.Time.Happens(0.8) ? BuildOrder.Queue : BuildOrder.Newest;
        var builds = await _store.ListBuilds(
            BuildQuery.All with { Order = order, Preset = preset, Limit = 50 }, default);
        if (builds.Length > 0)
        {
            var chosen = builds[_world.Time.Chance.Next(builds.Length)].Build.Id;
            await _network.Call(preset, keeper => command(keeper, chosen));
        }
    }

    private void Tell(ImmutableArray<PresetId> changed)
    {
        foreach (var preset in changed)
        {
            _network.Send(preset, Learn);
        }
    }

    private static async Task<bool> Learn(PoolKeeper keeper)
    {
        await keeper.DefinitionChanged();
        return true;
    }
}
