using System.Collections.Immutable;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Events;
using Prebuilds.Grains;

namespace Prebuilds.Client.Calls;

/// <summary>What happened: claims, failed builds, changes of templates and of the loop.</summary>
public sealed class EventCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal EventCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="Prebuilds.Grains.Catalog.ICatalogGrain.ReadEvents"/>
    public Task<ImmutableArray<PrebuildEvent>> Read(EventQuery query, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().ReadEvents(query), stop);
}
