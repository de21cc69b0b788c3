using System.Collections.Immutable;
using Prebuilds.Notifications;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Notifications;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore : INotificationStore
{
    public Task<SinkState?> HoldSink(SinkLease lease, DateTimeOffset now, CancellationToken stop) => Change(
        async session =>
        {
            var known = await session.Sql("select cursor from sink where name = @sink")
                .With("sink", lease.Sink)
                .List(row => row.GetInt64(0), stop);
            if (known.Count == 0)
            {
                await BeginSink(session, lease.Sink, now, stop);
            }

            var held = await session.Sql(
                """
                update sink set lease_id = @lease, lease_until = @until
                where name = @sink and (lease_id = @lease or lease_until <= @now)
                returning cursor, digest,
                    (select count(*) from notification n where n.sink = @sink and n.dead_at is null),
                    (select count(*) from notification n where n.sink = @sink and n.dead_at is not null)
                """)
                .With("sink", lease.Sink)
                .With("lease", lease.Lease)
                .With("until", lease.Until)
                .With("now", now)
                .List(
                    row => new SinkState(
                        row.GetInt64(0), StoredJson.ReadDigest(row.GetString(1)), (int)row.GetInt64(2),
                        (int)row.GetInt64(3)),
                    stop);
            return held.SingleOrDefault();
        },
        stop);

    public Task<bool> QueueNotifications(SinkAdvance advance, CancellationToken stop) => Change(
        async session =>
        {
            var moved = await session.Sql(
                """
                update sink set cursor = @cursor, digest = @digest
                where name = @sink and lease_id = @lease and cursor = @seen
                """)
                .With("sink", advance.Lease.Sink)
                .With("lease", advance.Lease.Lease)
                .With("seen", advance.Seen)
                .With("cursor", advance.Cursor)
                .With("digest", StoredJson.Of(advance.Digest))
                .Execute(stop);
            if (moved == 1)
            {
                await NotificationRows.Insert(session, advance, stop);
            }

            return moved == 1;
        },
        stop);

    public Task<ImmutableArray<QueuedNotification>> ReadDueNotifications(
        string sink, DateTimeOffset now, int limit, CancellationToken stop) => Read<ImmutableArray<QueuedNotification>>(
        Access.Statement,
        async session =>
        [
            .. await session.Sql(
                $"""
                select {Rows.NotificationColumns}, n.delivery_id, n.since from notification n
                where n.sink = @sink and n.dead_at is null and n.due_at <= @now and not exists (
                    select 1 from notification e
                    where e.sink = n.sink and e.subject = n.subject and e.dead_at is null and e.id < n.id
                        and e.due_at > @now)
                order by n.id limit @limit
                """)
                .With("sink", sink)
                .With("now", now)
                .With("limit", limit)
                .List(_rows.Queued, stop),
        ],
        stop);

    public Task<bool> SettleNotifications(SinkSettlement settlement, CancellationToken stop) => Change(
        async session =>
        {
            // This also locks the row: nobody takes the sink before the commit.
            var held = await session.Sql("update sink set lease_id = @lease where name = @sink and lease_id = @lease")
                .With("sink", settlement.Lease.Sink)
                .With("lease", settlement.Lease.Lease)
                .Execute(stop);
            if (held == 1)
            {
                await NotificationRows.Remove(session, settlement.Ends, stop);
                await NotificationRows.Postpone(session, settlement.Ends, stop);
                await NotificationRows.Bury(session, settlement, stop);
            }

            return held == 1;
        },
        stop);

    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query, CancellationToken stop) =>
        Read<ImmutableArray<DeadLetter>>(
            Access.Statement,
            async session =>
            [
                .. await session.Sql(
                    $"""
                    select {Rows.NotificationColumns}, n.sink, n.dead_at, n.error from notification n
                    where n.dead_at is not null and n.id > @after {(query.Sink is null ? "" : "and n.sink = @sink")}
                    order by n.id limit @limit
                    """)
                    .With("sink", query.Sink ?? "")
                    .With("after", query.After ?? 0)
                    .With("limit", query.Limit)
                    .List(_rows.DeadLetter, stop),
            ],
            stop);

    public Task<int> RetryDeadLetters(string? sink, long? id, DateTimeOffset now, CancellationToken stop) => Change(
        session => session.Sql(
            $"""
            update notification set dead_at = null, attempts = 0, due_at = @now
            where dead_at is not null {(sink is null ? "" : "and sink = @sink")} {(id is null ? "" : "and id = @id")}
            """)
            .With("now", now)
            .With("sink", sink ?? "")
            .With("id", id ?? 0)
            .Execute(stop),
        stop);

    private async Task BeginSink(Session session, string sink, DateTimeOffset now, CancellationToken stop)
    {
        var settled = await dialect.LastSettledEvent(session, stop);
        var newest = await session.Sql("select id from event order by id desc limit 1")
            .List(row => row.GetInt64(0), stop);
        await session.Sql(
            """
            insert into sink (name, lease_until, cursor, digest) values (@sink, @now, @cursor, @digest)
            on conflict (name) do nothing
            """)
            .With("sink", sink)
            .With("now", now)
            .With("cursor", Math.Min(settled, newest.SingleOrDefault()))
            .With("digest", StoredJson.Of(Digest.Empty))
            .Execute(stop);
    }
}
