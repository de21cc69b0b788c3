using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Prebuilds.Claims;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;

namespace Prebuilds.Client.Calls;

/// <summary>Claims that were granted.</summary>
public sealed class ClaimCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal ClaimCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="ICatalogGrain.ListClaims"/>
    public Task<ImmutableArray<ClaimEntry>> List(ClaimQuery query, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().ListClaims(query), stop);

    /// <summary>
    /// All of them, one call for every <see cref="ClaimQuery.MaxLimit"/>. Those granted before the first page are
    /// there; those granted since may be.
    /// </summary>
    /// <param name="stop">Ends the reading.</param>
    public async IAsyncEnumerable<ClaimEntry> ListAll([EnumeratorCancellation] CancellationToken stop = default)
    {
        var query = new ClaimQuery(After: null, ClaimQuery.MaxLimit);
        ImmutableArray<ClaimEntry> page;
        do
        {
            page = await List(query, stop);
            foreach (var claim in page)
            {
                yield return claim;
            }

            query = page.IsEmpty ? query : query with { After = page[^1].Workspace };
        }
        while (page.Length == query.Limit);
    }
}
