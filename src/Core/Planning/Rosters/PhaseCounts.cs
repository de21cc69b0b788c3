using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rosters;

/// <summary>How many members are in which phase, counted one by one.</summary>
internal sealed class PhaseCounts
{
    private readonly int[] _members = new int[Enum.GetValues<WorkspacePhase>().Length];
    private int _stale;

    /// <summary>Counts one.</summary>
    public void Add(WorkspacePhase phase, bool isStale)
    {
        _members[(int)phase]++;
        _stale += isStale ? 1 : 0;
    }

    /// <summary>The counts of a pool; those against its target have a meaning only while the preset is live.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="fresh">How many members of its version run and are not stale.</param>
    /// <param name="claimable">How many members can be handed out.</param>
    /// <param name="now">The instant.</param>
    public PoolState State(Preset preset, int fresh, int claimable, DateTimeOffset now)
    {
        var desired = preset.Live ? ScheduledTarget.At(preset.Pool, now) : 0;
        return new PoolState(
            Actual: Of(WorkspacePhase.Running),
            Expired: _stale,
            Desired: desired,
            Eligible: preset.Live ? claimable : 0,
            Extraneous: preset.Live ? Math.Max(fresh - desired, 0) : 0,
            Starting: Of(WorkspacePhase.Queued) + Of(WorkspacePhase.Starting),
            Stopping: Of(WorkspacePhase.Stopping),
            Deleting: Of(WorkspacePhase.Deleting));
    }

    private int Of(WorkspacePhase phase) => _members[(int)phase];
}
