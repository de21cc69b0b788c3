using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Schedules;
using Prebuilds.Simulation.Tests.Platforms;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Simulation.Tests.Worlds;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Judges;

/// <summary>
/// Looks at the rows before and after each effect, and judges it by what was promised: it knows neither the pool nor
/// the planner.
/// </summary>
internal sealed class JudgedStore(
    IPrebuildStore inner, VirtualTime time, Platform platform, ClaimLedger ledger, Verdict verdict, Trace trace,
    FailurePolicy failures)
    : ForwardingStore(inner)
{
    private readonly Dictionary<PresetId, long> _epochs = [];

    private readonly Dictionary<(PresetId Preset, PresetMark Mark), Seen> _seen = [];

    /// <summary>The rows since the last effect on them: only a write or a claim changes any.</summary>
    private readonly Dictionary<PresetId, Dictionary<WorkspaceId, Workspace>> _rows = [];

    /// <summary>What is left out must be what was seen under the same mark before, row for row.</summary>
    public override async Task<Snapshot> TakeSnapshot(
        IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop)
    {
        var shown = await Inner.TakeSnapshot(atRest, stop);
        foreach (var slice in (await Inner.TakeSnapshot(stop)).Presets)
        {
            var seen = new Seen(slice.Preset, [.. slice.Members.OrderBy(member => member.Id.Value)]);
            var before = _seen.GetValueOrDefault((slice.Preset.Id, slice.Mark));
            _seen[(slice.Preset.Id, slice.Mark)] = seen;
            verdict.Demand(
                before is null || (before.Preset == seen.Preset && before.Members.SequenceEqual(seen.Members)),
                () => $"{slice.Preset.Name} has changed under {slice.Mark}");
            verdict.Demand(
                shown.Presets.Any(it => it.Preset.Id == slice.Preset.Id)
                    || (slice.Changes.IsEmpty && atRest.GetValueOrDefault(slice.Preset.Id) == slice.Mark),
                () => $"{slice.Preset.Name} was left out although it is not as it was at rest");
        }

        return shown;
    }

    public override async Task<PresetOpening> OpenPreset(
        PresetId preset, SiloIncarnation? silo, CancellationToken stop)
    {
        var opened = await Inner.OpenPreset(preset, silo, stop);
        var epoch = (opened as PresetOpening.Opened)?.Slice.Epoch ?? 0;
        _epochs[preset] = epoch;
        trace.Note(time.Elapsed, "opens", preset.Value, trace.IsText ? $"epoch {epoch}" : "");
        return opened;
    }

    public override async Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop)
    {
        var before = await Rows(write.Preset);
        var result = await Inner.Write(write, stop);
        trace.Note(
            time.Elapsed, "writes", write.Preset.Value, trace.IsText ? Text(write, result) : result.GetType().Name);
        if (result is PresetWriteResult.Written)
        {
            _rows.Remove(write.Preset);
            DemandEpoch(write.Preset, write.Epoch, "wrote");
            var after = await Rows(write.Preset);
            foreach (var row in before.Values)
            {
                Judge(row, after.GetValueOrDefault(row.Id));
            }

            foreach (var row in after.Values.Where(
                row => row.Ready && before.GetValueOrDefault(row.Id) is not { Ready: true }))
            {
                verdict.Demand(platform.IsReady(row.Id), () => $"{row.Name} is called ready and is not");
            }

            if (after.Keys.Any(id => !before.ContainsKey(id)))
            {
                await JudgeAmount(write, after.Values);
            }

            await JudgeFloor(write, before, after);
        }

        return result;
    }

    public override async Task<ImmutableArray<ClaimResult>> CommitClaims(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop)
    {
        var before = new Dictionary<WorkspaceId, Workspace>();
        var presets = new Dictionary<PresetId, Preset>();
        foreach (var preset in claims.Select(claim => claim.Preset).Distinct())
        {
            foreach (var row in (await Rows(preset)).Values)
            {
                before[row.Id] = row;
            }

            presets[preset] = (await Inner.ReadPreset(preset, stop))!.Preset;
        }

        var results = await Inner.CommitClaims(claims, stop);
        for (var i = 0; i < claims.Length; i++)
        {
            var claim = claims[i];
            var result = results[i];
            trace.Note(
                time.Elapsed, "claims", claim.Candidate?.Value ?? default,
                trace.IsText ? $"{claim.Request.RequestId} {result}" : result.GetType().Name);
            if (result is ClaimResult.Granted { Repeat: false } granted)
            {
                _rows.Remove(claim.Preset);
                DemandEpoch(claim.Preset, claim.Epoch, "gave a member away");
                var member = before.GetValueOrDefault(granted.Workspace.Id);
                var preset = presets[claim.Preset];
                verdict.Demand(
                    member is { IsMember: true, Phase: WorkspacePhase.Running, Ready: true }
                        && preset.Live && (member.Version == preset.Version || IsRolling(preset))
                        && platform.IsReady(member.Id),
                    () => $"{claim.Request.RequestId} was given what is not ready: {member}");
                verdict.Demand(
                    preset.Pool.Ttl is not { } ttl || claim.At - member!.CreatedAt <= ttl,
                    () => $"{claim.Request.RequestId} was given what is too old: {member}");
                ledger.Stored(claim.Request, member!);
            }
        }

        return results;
    }

    public override async Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop)
    {
        var lease = await Inner.LeaseBuild(request, stop);
        if (lease is not null)
        {
            trace.Note(
                time.Elapsed,
                "leases",
                lease.Workspace.Id.Value,
                trace.IsText
                    ? $"{lease.Build.Kind} {lease.Build.Status} attempt {lease.Build.Attempt} for {request.Worker}"
                    : "");
            verdict.Demand(
                !platform.Of(lease.Workspace.Id).Any(operation => operation.IsOfHealthyWorker),
                () => $"{lease.Build.Kind} of {lease.Workspace.Name} is given to a second worker while the first is "
                    + "at work");
            if (lease.Build is { Kind: BuildKind.Create, Attempt: 1 } && lease.Build.StartedAt == request.Now)
            {
                var preset = (await Inner.ReadPreset(lease.Build.Preset, stop))!.Preset;
                verdict.Demand(
                    !FailureFacts.Of(preset, failures, request.Now).StopsQueue(request.Now),
                    () => $"the creation of {lease.Workspace.Name} is begun although creation is stopped");
            }
        }

        return lease;
    }

    /// <summary>Every workspace of a preset, claimed ones too.</summary>
    public async Task<Dictionary<WorkspaceId, Workspace>> Rows(PresetId preset)
    {
        if (!_rows.TryGetValue(preset, out var rows))
        {
            var all = new WorkspaceQuery(preset, null, null, WorkspaceQuery.MaxLimit);
            _rows[preset] = rows = (await Inner.ListWorkspaces(all, default))
                .ToDictionary(entry => entry.Workspace.Id, entry => entry.Workspace);
        }

        return rows;
    }

    private void Judge(Workspace before, Workspace? after)
    {
        var asked = ledger.IsDeletionAsked(before.Id);
        if (after is null)
        {
            verdict.Demand(
                before.Phase == WorkspacePhase.Deleting || (before is { IsMember: true, Phase: WorkspacePhase.Queued }),
                () => $"the row of {before.Name} went while it was {before.Phase}");
        }
        else if (!before.IsMember)
        {
            verdict.Demand(
                after.Owner == before.Owner && after.Name == before.Name && (asked || after.Phase == before.Phase),
                () => $"a step made {after} of the claimed {before}");
        }
    }

    /// <summary>
    /// Never more than wanted, and all versions together never more than the surge allows: what is too old or leaves is
    /// being replaced and does not count.
    /// </summary>
    private async Task JudgeAmount(PresetWrite write, IEnumerable<Workspace> rows)
    {
        var (preset, desired) = await Wanted(write);
        var standing = rows.Where(row => row.IsMember && IsStanding(row, preset, write.At)).ToList();
        var kept = standing.Count(row => row.Version == preset.Version);
        verdict.Demand(kept <= desired, () => $"{kept} members of {preset.Name} where {desired} are wanted");
        var most = desired + preset.Pool.Rollout.Surge.Of(desired);
        verdict.Demand(
            !IsRolling(preset) || standing.Count <= most,
            () => $"{standing.Count} members of all versions of {preset.Name} where {most} are the most");
    }

    /// <summary>
    /// No write takes an old member that could be claimed from a rolling pool while fewer than wanted would remain, but
    /// for those that were claimed since it was planned.
    /// </summary>
    private async Task JudgeFloor(
        PresetWrite write, Dictionary<WorkspaceId, Workspace> before, Dictionary<WorkspaceId, Workspace> after)
    {
        var (preset, desired) = await Wanted(write);
        var taken = before.Values.Where(row => row.Version != preset.Version && IsClaimable(row, preset, write.At)
            && !ledger.IsDeletionAsked(row.Id)
            && after.GetValueOrDefault(row.Id) is { Phase: WorkspacePhase.Deleting }).ToList();
        var left = after.Values.Count(row => IsClaimable(row, preset, write.At) || row.ClaimedAt >= write.At);
        verdict.Demand(
            !IsRolling(preset) || taken.Count == 0 || left >= desired,
            () => $"{taken.Count} old members of {preset.Name} were taken away, which left {left} of {desired}");
    }

    private async Task<(Preset Preset, int Desired)> Wanted(PresetWrite write)
    {
        var preset = (await Inner.ReadPreset(write.Preset, default))!.Preset;
        return (preset, preset.Live ? ScheduledTarget.At(preset.Pool, write.At) : 0);
    }

    private static bool IsRolling(Preset preset) =>
        preset is { Live: true, Pool.Rollout.Strategy: RolloutStrategy.Rolling };

    private static bool IsClaimable(Workspace row, Preset preset, DateTimeOffset now) =>
        row is { IsMember: true, Phase: WorkspacePhase.Running, Ready: true } && !Staleness.IsStale(row, preset, now);

    private static bool IsStanding(Workspace row, Preset preset, DateTimeOffset now) => row.Phase is
        WorkspacePhase.Queued or WorkspacePhase.Starting
        || (row.Phase == WorkspacePhase.Running && !Staleness.IsStale(row, preset, now));

    private void DemandEpoch(PresetId preset, long epoch, string did)
    {
        var newest = _epochs.GetValueOrDefault(preset);
        verdict.Demand(epoch == newest, () => $"an activation of epoch {epoch} {did} after epoch {newest} was taken");
    }

    private static string Text(PresetWrite write, PresetWriteResult result) =>
        $"epoch {write.Epoch} at {write.At:mm:ss.fff} {Text(result)} <- "
        + string.Join("; ", write.Changes.Select(Text));

    private static string Text(PresetWriteResult result) => result is PresetWriteResult.Written written
        ? $"-> {written.Revision} refused {written.Refused.Length}"
        : result.GetType().Name;

    private static string Text(PresetChange change) => change switch
    {
        PresetChange.Create create => $"create {create.Member.Id.ToString()[^6..]}",
        PresetChange.Cancel cancel => $"cancel {cancel.Member.ToString()[^6..]}",
        PresetChange.Delete delete => $"delete {delete.Workspace.ToString()[^6..]}",
        PresetChange.Apply apply =>
            $"apply {apply.Build.Kind} {apply.Build.Status} to {apply.Build.Workspace.ToString()[^6..]}",
        PresetChange.Withdraw withdraw =>
            $"withdraw {withdraw.Build.Kind} of {withdraw.Build.Workspace.ToString()[^6..]}",
        PresetChange.Hasten hasten => $"hasten {hasten.Build.Kind} of {hasten.Build.Workspace.ToString()[^6..]}",
        PresetChange.HandOverAgain again => $"hand over {again.Workspace.ToString()[^6..]} again",
        PresetChange.Tell tell => $"tell {tell.News.Kind}",
        _ => "facts",
    };

    private sealed record Seen(Preset Preset, ImmutableArray<Workspace> Members);
}
