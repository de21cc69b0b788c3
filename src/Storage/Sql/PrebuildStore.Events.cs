using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private string EventsOf { get; } =
        $"""
        select {Rows.EventColumns} from event e left join preset p on p.id = e.preset_id where {dialect.IsSettled}
        """;

    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query, CancellationToken stop) => Read(
        Access.Statement,
        async session => query.After is { } after
            ? (await session.Sql($"{EventsOf} and e.id > @after order by e.id limit @limit")
                .With("after", after)
                .With("limit", query.Limit)
                .List(_rows.Event, stop)).ToImmutableArray()
            : [.. (await session.Sql($"{EventsOf} order by e.id desc limit @limit")
                .With("limit", query.Limit)
                .List(_rows.Event, stop)).AsEnumerable().Reverse()],
        stop);
}
