using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // Small enough that no other write waits for long behind one of them.
    private const int PruneBatch = 1000;

    public async Task<int> Prune(DateTimeOffset before, CancellationToken stop) =>
        await PruneGone("build", "id", before, stop)
        + await PruneGone("claim", "workspace_id", before, stop)
        + await PruneEvents(before, stop)
        + await PruneNotifications(before, stop);

    public async Task<int> PruneTemplates(int keep, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        var pruned = 0;
        foreach (var template in await Read(
            Access.Statement, session => TemplatePruning.Candidates(session, keep, stop), stop))
        {
            int batch;
            do
            {
                batch = await Change(session => PruneTemplate(session, template, keep, stop), stop);
                pruned += batch;
            }
            while (batch >= TemplatePruning.Batch);
        }

        return pruned;
    }

    private async Task<int> PruneTemplate(Session session, string template, int keep, CancellationToken stop)
    {
        if (await LockTemplate(session, template, stop) is not { } retirement)
        {
            return 0;
        }

        var versions = await TemplatePruning.RemoveVersions(session, template, retirement.Deleted ? 0 : keep, stop);
        return retirement.Deleted && versions < TemplatePruning.Batch
            && await TemplatePruning.RemoveWhole(session, template, stop)
                ? versions + 1
                : versions;
    }

    // Logs go with their builds.
    private Task<int> PruneGone(string table, string key, DateTimeOffset before, CancellationToken stop) => PruneAll(
        $"""
        delete from {table} where {key} in (
            select {key} from {table} where gone_at < @before order by gone_at limit {PruneBatch})
        """,
        before,
        stop);

    // Instants follow ids but for a moment, so the oldest ids are looked at and no index over instants is needed.
    private Task<int> PruneEvents(DateTimeOffset before, CancellationToken stop) => PruneAll(
        $"""
        delete from event where at < @before and id in (select id from event order by id limit {PruneBatch})
        """,
        before,
        stop);

    private async Task<int> PruneNotifications(DateTimeOffset before, CancellationToken stop) =>
        await Change(session => PruneSinks(session, before, stop), stop)
        + await PruneAll(
            $"""
            delete from notification where id in (
                select id from notification where dead_at < @before order by dead_at limit {PruneBatch})
            """,
            before,
            stop);

    // Nobody has worked for them for so long: they are not configured any more, and what waits for them goes too.
    private static async Task<int> PruneSinks(Session session, DateTimeOffset before, CancellationToken stop)
    {
        var gone = await session.Sql("delete from sink where lease_until < @before returning name")
            .With("before", before)
            .List(row => row.GetString(0), stop);
        var rows = RowBatch.Of("r", "sink", gone);
        return rows.Count == 0
            ? 0
            : rows.Count + await session.Sql(
                $"""
                delete from notification
                where dead_at is null and sink in (select r.sink from {session.Dialect.Source(rows)})
                """)
                .With(rows)
                .Execute(stop);
    }

    private async Task<int> PruneAll(string statement, DateTimeOffset before, CancellationToken stop)
    {
        var pruned = 0;
        int batch;
        do
        {
            batch = await Change(
                session => session.Sql(statement).With("before", before).Execute(stop),
                stop);
            pruned += batch;
        }
        while (batch == PruneBatch);

        return pruned;
    }
}
