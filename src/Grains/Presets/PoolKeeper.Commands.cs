using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <content>What operators say.</content>
public sealed partial class PoolKeeper
{
    /// <summary>Makes every member created before now stale.</summary>
    public Task<CommandOutcome> Invalidate() => InStep(() => Change(
        (preset, now) => preset with { InvalidatedAt = now },
        "Members created before now are being replaced."));

    /// <summary>Forgets failures and a permanent error: creation may go on.</summary>
    public Task<CommandOutcome> Resume() => InStep(() => Change(
        (preset, now) => preset with { ClearedAt = now, ValidationError = null },
        "Failures that finished before now are forgotten."));

    /// <summary>Deletes one workspace of the preset, claimed or not.</summary>
    /// <param name="id">Which.</param>
    public Task<CommandOutcome> Delete(WorkspaceId id) => InStep<CommandOutcome>(async () =>
    {
        var row = await Find(id);
        if (row is null || row.Preset != _pool.Preset.Id)
        {
            return new CommandOutcome.NotFound($"There is no workspace {id} of {_pool.Preset.Name}.");
        }

        var now = _services.Clock.Now();
        PresetChange change;
        switch (row.Phase)
        {
            case WorkspacePhase.Deleting:
                return new CommandOutcome.Done($"Workspace {row.Name} is being deleted already.");
            case WorkspacePhase.Queued:
                change = new PresetChange.Cancel(id, "Its workspace was deleted before it was made.");
                break;
            case WorkspacePhase.Running or WorkspacePhase.Stopped or WorkspacePhase.Failed:
                change = new PresetChange.Delete(
                    id, row.Owner, new BuildId(_services.NewId(now)), BuildPriority.Person);
                break;
            default:
                return Busy(row);
        }

        if (_pool.Reserved.Contains(id) || !await ExecuteOne(change, row, now))
        {
            return Busy(row);
        }

        await PlanAndExecute();
        return new CommandOutcome.Done($"Workspace {row.Name} is being deleted.");
    });

    private static CommandOutcome.Refused Busy(Workspace row) =>
        new($"Workspace {row.Name} is {row.Phase} and is being worked on. Try again when that is done.");

    private async Task<bool> ExecuteOne(PresetChange change, Workspace row, DateTimeOffset now)
    {
        _pool.Withhold([row.Id]);
        try
        {
            var written = await Write([change], _pool.Preset, now);
            _services.Builds.Pulse();
            var isDone = written is not null && !written.Refused.Contains(row.Id);
            if (isDone && change is (PresetChange.Withdraw or PresetChange.Delete))
            {
                _services.Withdrawn(row.Id);
            }

            return isDone;
        }
        finally
        {
            _pool.Release();
        }
    }

    private async Task<CommandOutcome> Change(Func<Preset, DateTimeOffset, Preset> change, string done)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var now = _services.Clock.Now();
            var after = change(_pool.Preset, now);
            if (await Write([.. FactsOf(after, now)], after, now) is not null)
            {
                await PlanAndExecute();
                return new CommandOutcome.Done($"{_pool.Preset.Name}: {done}");
            }
        }

        return new CommandOutcome.Refused($"{_pool.Preset.Name} keeps changing. Try again.");
    }
}
