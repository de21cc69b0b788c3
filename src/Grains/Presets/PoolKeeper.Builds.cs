using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Grains.Execution;
using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <content>
/// How builds become rows: workers write builds, and only this applies them to the preset's workspaces.
/// </content>
public sealed partial class PoolKeeper
{
    /// <summary>Whether an old photograph's build would still change a member that is held.</summary>
    private bool IsNews(Build build) =>
        _pool.Find(build.Workspace) is { } member && BuildProgress.Apply(build, member) != Progress(member);

    private static WorkspaceProgress Progress(Workspace row) => new(row.Phase, row.Ready, row.HandOver);

    /// <summary>
    /// Applies builds in one write; a build that another write has applied meanwhile is left out by the store.
    /// </summary>
    private async Task Apply(ImmutableArray<Build> builds)
    {
        for (var round = 0; !builds.IsEmpty && round < MaxRounds; round++)
        {
            var now = _services.Clock.Now();
            var preset = _pool.Preset;
            var changes = ImmutableArray.CreateBuilder<PresetChange>();
            var rows = new Dictionary<WorkspaceId, Workspace>();
            foreach (var build in builds)
            {
                var row = rows.GetValueOrDefault(build.Workspace) ?? await Find(build.Workspace);
                var after = row is null ? null : BuildProgress.Apply(build, row);
                if (row is not null && after is not null)
                {
                    preset = after == Progress(row) ? preset : Fold(preset, build);
                    rows[row.Id] = row with { Phase = after.Phase, Ready = after.Ready, HandOver = after.HandOver };
                }

                changes.Add(new PresetChange.Apply(build, after));
            }

            if (preset != _pool.Preset)
            {
                changes.AddRange(FactsOf(preset, now));
                changes.AddRange(Held(preset, rows, now));
            }

            if (await Write(changes.ToImmutable(), preset, now) is { } written)
            {
                foreach (var build in builds.Where(build => !written.Refused.Contains(build.Workspace)))
                {
                    Report(build);
                }

                return;
            }
        }
    }

    /// <summary>New facts about the preset, and what they mean to those who look after it.</summary>
    private IEnumerable<PresetChange> FactsOf(Preset after, DateTimeOffset now) =>
    [
        new PresetChange.Facts(after.InvalidatedAt, after.ClearedAt, after.ValidationError, after.Failures),
        .. PoolNews.Of(_pool.Preset, after, Options.FailurePolicy, now).Select(news => new PresetChange.Tell(news)),
    ];

    /// <summary>
    /// Creations that are withdrawn in the very write that stops creation: in between nobody begins any.
    /// </summary>
    private ImmutableArray<PresetChange> Held(
        Preset after, Dictionary<WorkspaceId, Workspace> applied, DateTimeOffset now)
    {
        var failures = FailureFacts.Of(after, Options.FailurePolicy, now);
        if (!failures.StopsQueue(now))
        {
            return [];
        }

        var waiting = _pool.ToSnapshot(failures) with
        {
            Preset = after,
            Members = [.. _pool.Members.Where(member => !applied.ContainsKey(member.Id))],
        };
        return HeldQueue.Withdrawn(waiting, [], now) is { } held ? PlanChanges.Of(held, after, now) : [];
    }

    /// <summary>Tells of a hand-over that ended; its build was queued when the claim was decided.</summary>
    private void Report(Build build)
    {
        switch (build)
        {
            case { Kind: BuildKind.Claim, Status: BuildStatus.Succeeded, FinishedAt: { } usableAt }:
                _services.Metrics.HandedOver(_pool.Preset, usableAt - build.QueuedAt);
                break;
            case { Kind: BuildKind.Claim, Status: BuildStatus.Failed }:
                LogHandOverFailed(_pool.Preset.Name, build.Workspace, build.Id, build.Error?.Message);
                break;
        }
    }

    private async Task<Workspace?> Find(WorkspaceId id) =>
        _pool.Find(id) ?? (await _services.Store.ReadWorkspace(id, CancellationToken.None))?.Entry.Workspace;

    /// <summary>What a finished creation of the active version says about the preset.</summary>
    private Preset Fold(Preset preset, Build build)
    {
        if (build is not { Kind: BuildKind.Create, FinishedAt: { } finishedAt } || build.Version != preset.Version)
        {
            return preset;
        }

        switch (build.Status)
        {
            case BuildStatus.Succeeded:
                return preset with { Failures = preset.Failures.With(error: null, finishedAt) };
            case BuildStatus.Failed:
                _services.Metrics.Failed(preset);
                LogCreationFailed(preset.Name, build.Workspace, build.Id, build.Error?.Message);
                // The first one counts: those that were under way fail alike, each with its own ids in the text.
                var error = build.Error?.Class ?? ErrorClass.Transient;
                var permanent = error == ErrorClass.Permanent && !(finishedAt < preset.ClearedAt);
                return preset with
                {
                    Failures = preset.Failures.With(error, finishedAt),
                    ValidationError = preset.ValidationError ?? (permanent ? build.Error!.Message : null),
                };
            default:
                return preset;
        }
    }
}
