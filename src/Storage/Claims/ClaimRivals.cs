using System.Collections.Immutable;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// Parts a batch into claims that cannot run into each other, and the rest: those that share a request, a name or a
/// candidate with an earlier one of the batch.
/// </summary>
internal static class ClaimRivals
{
    public static (ImmutableArray<int> First, ImmutableArray<int> Rivals) Split(ImmutableArray<ClaimCommit> claims)
    {
        var taken = new HashSet<object>(claims.Length * 3);
        var first = ImmutableArray.CreateBuilder<int>(claims.Length);
        var rivals = ImmutableArray.CreateBuilder<int>();
        for (var number = 0; number < claims.Length; number++)
        {
            var keys = Keys(claims[number]);
            if (keys.Exists(taken.Contains))
            {
                rivals.Add(number);
            }
            else
            {
                taken.UnionWith(keys);
                first.Add(number);
            }
        }

        return (first.ToImmutable(), rivals.ToImmutable());
    }

    private static List<object> Keys(ClaimCommit claim)
    {
        var (requestId, user, _, name) = claim.Request;
        List<object> keys = [("request", user, requestId), ("name", user, name)];
        if (claim.Candidate is { } candidate)
        {
            keys.Add(candidate);
        }

        return keys;
    }
}
