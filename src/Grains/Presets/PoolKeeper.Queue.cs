using Prebuilds.Builds;
using Prebuilds.Grains.Builds.Commands;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <content>What operators want of single builds.</content>
public sealed partial class PoolKeeper
{
    /// <summary>Cancels a build that is not finished, unless it deletes.</summary>
    /// <param name="id">Which.</param>
    /// <param name="reason">Why.</param>
    public Task<CommandOutcome> CancelBuild(BuildId id, string reason) =>
        OnBuild(id, (build, row) => BuildCommands.Cancel(build, row, reason, NewBuild));

    /// <summary>Makes a build that waits due, and queues a hand-over that failed anew.</summary>
    /// <param name="id">Which.</param>
    public Task<CommandOutcome> RetryBuild(BuildId id) =>
        OnBuild(id, (build, row) => BuildCommands.Retry(build, row, NewBuild));

    private BuildId NewBuild() => new(_services.NewId(_services.Clock.Now()));

    /// <summary>Does what the rules make of a build as it is stored; again, when a worker was faster.</summary>
    private Task<CommandOutcome> OnBuild(BuildId id, Func<Build, Workspace?, BuildCommand> rule) => InStep(async () =>
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var build = await _services.Store.ReadBuild(id, CancellationToken.None);
            if (build is null || build.Preset != _pool.Preset.Id)
            {
                return new CommandOutcome.NotFound($"There is no build {id} of {_pool.Preset.Name}.");
            }

            var row = await Find(build.Workspace);
            var command = rule(build, row);
            if (command.Change is not { } change)
            {
                return command.Answer;
            }

            if (await ExecuteOne(change, row!, _services.Clock.Now()))
            {
                LogBuildCommand(_pool.Preset.Name, change.GetType().Name, id);
                await PlanAndExecute();
                return command.Answer;
            }
        }

        return new CommandOutcome.Refused($"Build {id} keeps changing. Try again.");
    });
}
