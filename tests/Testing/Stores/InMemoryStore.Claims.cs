using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Mapping;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    private readonly Dictionary<(UserId Owner, string Request), StoredClaim> _claims = [];
    private readonly Dictionary<WorkspaceId, (UserId Owner, string Request)> _claimOf = [];

    public Task<ImmutableArray<ClaimResult>> CommitClaims(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claims.Length, ClaimCommit.MaxBatch);
        return Locked<ImmutableArray<ClaimResult>>(() => [.. claims.Select(Commit)], stop);
    }

    public Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, ClaimQuery.MaxLimit);
        return Locked<ImmutableArray<ClaimEntry>>(
            () =>
            [
                .. _claims
                    .Where(row => query.After is not { } after || row.Value.Workspace.Value > after.Value)
                    .OrderBy(row => row.Value.Workspace.Value)
                    .Take(query.Limit)
                    .Select(row => Entry(row.Key, row.Value)),
            ],
            stop);
    }

    private ClaimEntry Entry((UserId Owner, string Request) key, StoredClaim claim) => new(
        key.Owner,
        key.Request,
        claim.Workspace,
        claim.Preset,
        claim.Name,
        claim.At,
        claim.GoneAt,
        _workspaces.GetValueOrDefault(claim.Workspace)?.Workspace.Owner,
        _builds.Values
            .Select(row => row.Build)
            .Where(build => build.Workspace == claim.Workspace && build.Kind == BuildKind.Create)
            .Where(build => build.Status == BuildStatus.Succeeded)
            .Min(build => build.FinishedAt));

    private ClaimResult Commit(ClaimCommit claim)
    {
        if (_claims.TryGetValue((claim.Request.User, claim.Request.RequestId), out var earlier))
        {
            return new ClaimResult.Granted(Read(claim.Request.User, earlier), Repeat: true);
        }

        if (!_presets.TryGetValue(claim.Preset, out var preset) || preset.Epoch != claim.Epoch)
        {
            return new ClaimResult.Fenced();
        }

        if (_names.Contains((claim.Request.User, claim.Request.Name)))
        {
            return new ClaimResult.NameTaken();
        }

        if (claim.Candidate is not { } candidate)
        {
            return new ClaimResult.NeverGranted();
        }

        return _workspaces.TryGetValue(candidate, out var row) && ClaimRules.IsEligible(row.Workspace, preset.Preset)
            ? new ClaimResult.Granted(Give(claim, row), Repeat: false)
            : new ClaimResult.Lost();
    }

    private ClaimedWorkspace Give(ClaimCommit claim, StoredWorkspace row)
    {
        var request = claim.Request;
        var given = row.Workspace with
        {
            Owner = request.User,
            Name = request.Name,
            ClaimedAt = Instants.Kept(claim.At),
            HandOver = claim.ClaimBuild is null ? HandOver.None : HandOver.Pending,
        };
        _names.Remove((row.Workspace.Owner, row.Workspace.Name));
        _names.Add((request.User, request.Name));
        Put(row with { Workspace = given, OwnerName = StoredText.Clean(request.UserName) });
        if (claim.ClaimBuild is { } build)
        {
            Queue(build, given.Id, (BuildKind.Claim, BuildPriority.Person), given.ClaimedAt.Value);
        }

        Tell(
            EventKind.Claimed,
            claim.Preset,
            given.Id,
            (StoredText.Clean(request.UserName), request.Name),
            given.ClaimedAt.Value);
        var key = (request.User, request.RequestId);
        _claimOf[given.Id] = key;
        _claims[key] = new StoredClaim(given.Id, claim.Preset, request.Name, given.ClaimedAt.Value, null);
        return Read(request.User, _claims[key]);
    }

    private ClaimedWorkspace Read(UserId owner, StoredClaim claim)
    {
        var row = _workspaces.GetValueOrDefault(claim.Workspace);
        return new ClaimedWorkspace(
            claim.Workspace,
            claim.Preset,
            owner,
            claim.Name,
            claim.At,
            row?.Workspace.HandOver ?? HandOver.None,
            row?.Outputs ?? NoValues,
            row is null ? default : NamesOf(row));
    }

    private sealed record StoredClaim(
        WorkspaceId Workspace, PresetId Preset, string Name, DateTimeOffset At, DateTimeOffset? GoneAt);
}
