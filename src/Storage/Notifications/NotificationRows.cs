using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Notifications;

/// <summary>Writes the rows of notifications.</summary>
internal static class NotificationRows
{
    /// <summary>Inserts what came of events. Texts that are missing travel as empty ones.</summary>
    public static async Task Insert(Session session, SinkAdvance advance, CancellationToken stop)
    {
        if (advance.Notifications.IsEmpty)
        {
            return;
        }

        ImmutableArray<PrebuildEvent> events = [.. advance.Notifications.Select(it => it.Notification.Event)];
        var rows = new RowBatch("r")
            .Column("n", Enumerable.Range(0, events.Length))
            .Column("delivery_id", advance.Notifications.Select(it => it.Delivery))
            .Column("subject", events.Select(it => it.Subject))
            .Column("happened", events.Select(it => it.Count))
            .Column("since", advance.Notifications.Select(it => it.Notification.Since))
            .Column("event_id", events.Select(it => it.Id))
            .Column("event_at", events.Select(it => it.At))
            .Column("kind", events.Select(it => it.Kind))
            .Column("template", events.Select(it => it.Template ?? ""))
            .Column("preset", events.Select(it => it.Preset?.Preset ?? ""))
            .Column("workspace_id", events.Select(it => it.Workspace?.Value))
            .Column("actor", events.Select(it => it.Actor ?? ""))
            .Column("detail", events.Select(it => it.Detail ?? ""));
        await session.Sql(
            $"""
            insert into notification (sink, delivery_id, subject, happened, since, event_id, event_at, kind, template,
                preset, workspace_id, actor, detail, due_at)
            select @sink, r.delivery_id, r.subject, r.happened, r.since, r.event_id, r.event_at, r.kind,
                nullif(r.template, ''), nullif(r.preset, ''), r.workspace_id, nullif(r.actor, ''),
                nullif(r.detail, ''), @at
            from {session.Dialect.Source(rows)} order by r.n
            """)
            .With("sink", advance.Lease.Sink)
            .With("at", advance.At)
            .With(rows)
            .Execute(stop);
    }

    /// <summary>Removes those that arrived.</summary>
    public static async Task Remove(Session session, ImmutableArray<DeliveryEnd> ends, CancellationToken stop)
    {
        var rows = RowBatch.Of("r", "id", ends.OfType<DeliveryEnd.Delivered>().Select(end => end.Id));
        if (rows.Count > 0)
        {
            await session.Sql($"delete from notification where id in (select r.id from {session.Dialect.Source(rows)})")
                .With(rows)
                .Execute(stop);
        }
    }

    /// <summary>Keeps when to try again.</summary>
    public static async Task Postpone(Session session, ImmutableArray<DeliveryEnd> ends, CancellationToken stop)
    {
        DeliveryEnd.Again[] again = [.. ends.OfType<DeliveryEnd.Again>()];
        if (again.Length > 0)
        {
            var rows = RowBatch.Of("r", "id", again.Select(end => end.Id))
                .Column("due_at", again.Select(end => end.DueAt))
                .Column("error", again.Select(end => end.Error));
            await session.Sql(
                $"""
                update notification as n set due_at = r.due_at, error = r.error, attempts = n.attempts + 1
                from {session.Dialect.Source(rows)} where n.id = r.id
                """)
                .With(rows)
                .Execute(stop);
        }
    }

    /// <summary>Gives some up, and forgets the oldest of those that were given up when they are too many.</summary>
    public static async Task Bury(Session session, SinkSettlement settlement, CancellationToken stop)
    {
        DeliveryEnd.Dead[] dead = [.. settlement.Ends.OfType<DeliveryEnd.Dead>()];
        if (dead.Length == 0)
        {
            return;
        }

        var rows = RowBatch.Of("r", "id", dead.Select(end => end.Id))
            .Column("error", dead.Select(end => end.Error));
        await session.Sql(
            $"""
            update notification as n set dead_at = @at, error = r.error, attempts = n.attempts + 1
            from {session.Dialect.Source(rows)} where n.id = r.id
            """)
            .With("at", settlement.At)
            .With(rows)
            .Execute(stop);
        await session.Sql(
            $"""
            delete from notification where sink = @sink and dead_at is not null and id <= (
                select id from notification where sink = @sink and dead_at is not null
                order by id desc limit 1 offset {SinkSettlement.MaxDead})
            """)
            .With("sink", settlement.Lease.Sink)
            .Execute(stop);
    }
}
