using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private const string SettledEvents =
        $"select {Rows.EventColumns} from event e left join preset p on p.id = e.preset_id where e.id <= @settled";

    // Not one transaction: what the first statement counts on is what the second one sees.
    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query, CancellationToken stop) => Read(
        Access.Statement,
        async session =>
        {
            var settled = await dialect.LastSettledEvent(session, stop);
            return query.After is { } after
                ? (await session.Sql($"{SettledEvents} and e.id > @after order by e.id limit @limit")
                    .With("settled", settled)
                    .With("after", after)
                    .With("limit", query.Limit)
                    .List(_rows.Event, stop)).ToImmutableArray()
                : [.. (await session.Sql($"{SettledEvents} order by e.id desc limit @limit")
                    .With("settled", settled)
                    .With("limit", query.Limit)
                    .List(_rows.Event, stop)).AsEnumerable().Reverse()];
        },
        stop);
}
