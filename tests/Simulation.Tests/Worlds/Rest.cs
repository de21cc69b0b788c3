using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>What everything must come to when nothing goes wrong any more.</summary>
internal sealed class Rest(World world)
{
    /// <summary>What is not as it shall be in the end; null: all is.</summary>
    public async Task<string?> Missing()
    {
        var snapshot = await world.Store.TakeSnapshot(default);
        foreach (var slice in snapshot.Presets)
        {
            if (!slice.Changes.IsEmpty)
            {
                return $"{slice.Preset.Name}: {slice.Changes[0]} is not applied";
            }

            var rows = await world.Store.Rows(slice.Preset.Id);
            var unrest = rows.Values
                .Select(row => Missing(row, slice.Preset))
                .FirstOrDefault(missing => missing is not null)
                ?? Missing(slice.Preset, rows.Values);
            if (unrest is not null)
            {
                return $"{slice.Preset.Name}: {unrest}";
            }
        }

        return null;
    }

    /// <summary>What is made has a row and what has a row is made, once the sweeper has been there.</summary>
    public async Task JudgeLeaks()
    {
        var known = await world.Store.ListWorkspaceIds(default);
        foreach (var orphan in world.Platform.Existing.Where(id => !known.Contains(id)).ToList())
        {
            world.Verdict.Demand(
                !world.Platform.Of(orphan).Any(), () => $"something is still at work on {orphan}, which has no row");
            world.Platform.Remove(orphan);
        }

        foreach (var preset in (await world.Store.TakeSnapshot(default)).Presets)
        {
            foreach (var row in (await world.Store.Rows(preset.Preset.Id)).Values)
            {
                world.Verdict.Demand(
                    row.Phase != WorkspacePhase.Running || world.Platform.Existing.Contains(row.Id),
                    () => $"{row.Name} has a row and does not exist");
            }
        }
    }

    private string? Missing(Workspace row, Preset preset) => row switch
    {
        { IsMember: false, Phase: WorkspacePhase.Running, HandOver: HandOver.Pending } =>
            $"{row.Name} is not handed over",
        { IsMember: false, Phase: WorkspacePhase.Running } => null,
        { Phase: WorkspacePhase.Failed } => null,
        { Phase: WorkspacePhase.Running, Ready: true } when preset.Live && row.Version == preset.Version
            && !Staleness.IsStale(row, preset, world.Time.Now - TimeSpan.FromSeconds(6)) => null,
        _ => $"{row}",
    };

    private static string? Missing(Preset preset, IEnumerable<Workspace> rows)
    {
        var ready = rows.Count(row => row is { IsMember: true, Phase: WorkspacePhase.Running });
        var desired = preset.Live ? preset.Pool.Instances : 0;
        return ready == desired ? null : $"{ready} ready, {desired} wanted";
    }
}
