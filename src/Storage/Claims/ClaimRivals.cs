using System.Collections.Immutable;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// Parts a batch into claims that cannot run into each other, and the rest: those that share a request, a name or a
/// candidate with an earlier one of the batch.
/// </summary>
internal static class ClaimRivals
{
    public static (ImmutableArray<int> First, ImmutableArray<int> Rivals) Split(ImmutableArray<ClaimCommit> claims)
    {
        var (requests, names, candidates) = (
            new HashSet<(UserId, string)>(claims.Length),
            new HashSet<(UserId, string)>(claims.Length),
            new HashSet<WorkspaceId>(claims.Length));
        var first = ImmutableArray.CreateBuilder<int>(claims.Length);
        var rivals = ImmutableArray.CreateBuilder<int>();
        for (var number = 0; number < claims.Length; number++)
        {
            var (requestId, user, _, name) = claims[number].Request;
            var candidate = claims[number].Candidate;
            if (requests.Contains((user, requestId))
                || names.Contains((user, name))
                || (candidate is { } wanted && candidates.Contains(wanted)))
            {
                rivals.Add(number);
                continue;
            }

            requests.Add((user, requestId));
            names.Add((user, name));
            if (candidate is { } taken)
            {
                candidates.Add(taken);
            }

            first.Add(number);
        }

        return (first.ToImmutable(), rivals.ToImmutable());
    }
}
