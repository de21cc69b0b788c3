using Npgsql;
using Prebuilds.Bench.Claims.Peers;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Seeds;
using Prebuilds.Users;

namespace Prebuilds.Bench.Ticks;

/// <summary>
/// The same snapshot derived as peers derive it, in its best form: the newest build of each workspace by DISTINCT ON,
/// its job, its agents' readiness and its template's active version by hash joins. One workspace in ten has been built
/// twice.
/// </summary>
internal sealed class JoinedRead(NpgsqlDataSource database, SqlClaims tables)
{
    private static readonly string Text =
        $"""
        select w.id, w.preset_id, b.template_version_id, w.owner_id, w.name, b.transition, j.status,
            a.ready and b.template_version_id = t.active_version_id and not t.deleted, w.created_at, j.completed_at
        from joined.workspace w
        join (
            select distinct on (workspace_id) workspace_id, template_version_id, job_id, transition
            from joined.build order by workspace_id, number desc
        ) b on b.workspace_id = w.id
        join joined.job j on j.id = b.job_id
        join joined.template t on t.id = w.template_id
        left join (
            select r.job_id, bool_and(a.state = 2) as ready
            from joined.resource r join joined.agent a on a.resource_id = r.id
            group by r.job_id
        ) a on a.job_id = b.job_id
        where w.owner_id = '{SystemUser.Prebuilds}' and not w.deleted
        """;

    /// <summary>Makes the same members, with their history.</summary>
    public async Task Prepare(PoolSet pools)
    {
        await tables.Fill(pools);
        await database.Execute(
            """
            with again as (
                insert into joined.build (
                    id, workspace_id, template_version_id, number, transition, job_id, initiator_id, created_at)
                select gen_random_uuid(), id, template_id, 2, 0, gen_random_uuid(), owner_id, created_at
                from joined.workspace where hashtext(id::text) % 10 = 0
                returning id, job_id, created_at
            ), job as (
                insert into joined.job (id, status, created_at, started_at, completed_at)
                select job_id, 3, created_at, created_at, created_at from again
            ), resource as (
                insert into joined.resource (id, job_id) select job_id, job_id from again
            )
            insert into joined.agent (id, resource_id, state, ready_at) select id, job_id, 2, created_at from again
            """);
        await database.Execute(JoinedSql.Texts.Analyze);
    }

    /// <summary>Reads it once.</summary>
    public Task<TimeSpan> Run() => Measured.Read(database, Text, Value);

    private static void Value(NpgsqlDataReader row)
    {
        row.GetGuid(0);
        row.GetGuid(1);
        row.GetGuid(2);
        row.GetGuid(3);
        row.GetString(4);
        row.GetInt16(5);
        row.GetInt16(6);
        _ = !row.IsDBNull(7) && row.GetBoolean(7);
        row.GetFieldValue<DateTimeOffset>(8);
        _ = row.IsDBNull(9) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(9);
    }
}
