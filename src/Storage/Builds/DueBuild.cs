using Prebuilds.Storage.Dialects;

namespace Prebuilds.Storage.Builds;

/// <summary>The statement that leases the most urgent build that a worker may have.</summary>
internal static class DueBuild
{
    /// <summary>Whether anything is due at all: what is asked first when the question itself has a price.</summary>
    public const string IsAny = "select 1 from build b where b.status < 3 and b.due_at <= @now limit 1";

    // A create build of a version that its preset has left is the pool's to cancel; whatever was begun is gone on with.
    private const string IsWanted =
        """
        (b.kind <> 0 or b.started_at is not null or exists (
            select 1 from preset p
            where p.id = b.preset_id and p.version_id = b.version_id
                and p.is_active_version and not p.template_deprecated and not p.template_deleted))
        """;

    // A failure that the pool has not looked at yet may be the one that stops creation: what waits, waits for the pool,
    // which then withdraws it. So no more is begun than was under way, however late the pool learns of it.
    private const string IsJudged =
        """
        (b.kind <> 0 or b.started_at is not null or not exists (
            select 1 from build f
            where f.preset_id = b.preset_id and f.unapplied
                and f.kind = 0 and f.status = 4 and f.version_id = b.version_id))
        """;

    // Another build's lease that still runs, of the same workspace: its worker has not noticed yet that the build was
    // withdrawn. Whatever comes next waits, so that no two workers are ever busy with one workspace.
    private const string IsAlone =
        """
        not exists (
            select 1 from build o
            where o.workspace_id = b.workspace_id and o.id <> b.id and o.lease_id is not null and o.due_at > @now)
        """;

    // What a lost machine has begun may still run there, without its worker: nobody else touches the workspace until
    // that has ended for sure.
    private const string IsHere =
        """
        (b.machine is null or b.machine = @machine or (
            not exists (select 1 from machine m where m.id = b.machine and m.seen_at > @lost)
            and not exists (
                select 1 from build o
                where o.workspace_id = b.workspace_id and o.machine <> @machine and o.over_at > @now)))
        """;

    // A withdrawn build counts for as long as its worker may still be busy with it; a probe takes no time worth
    // counting.
    private const string IsBusy = "o.lease_id is not null and o.due_at > @now and o.priority > 0 and o.status <> 2";

    // The lists of what is busy depend on no candidate: each is made at most once for a statement.
    private const string InCluster = $"(select count(*) from build o where {IsBusy}) < @total";

    private const string InTemplate =
        $"""
        b.preset_id not in (
            select p.id from preset p where p.template in (
                select q.template from build o join preset q on q.id = o.preset_id
                where {IsBusy} group by q.template having count(*) >= @per_template))
        """;

    /// <summary>The statement for a request. It answers the build's id and its version's.</summary>
    // A probe is no attempt, unless the worker of the one before was lost in it: what kills its worker each time must
    // end.
    public static string Statement(SqlDialect dialect, LeaseRequest request) =>
        $"""
        update build
        set lease_id = @lease, worker = @worker, due_at = @until, machine = @machine, over_at = @over,
            attempt = attempt + case when status = 2 and lease_id is null then 0 else 1 end,
            started_at = coalesce(started_at, @now),
            status = case when status = 2 then 2 else 1 end
        where id = (
            select b.id from build b
            where b.status < 3 and b.due_at <= @now
                and {IsWanted} and {IsJudged} and {IsAlone} and {IsHere}{Share(request)}
            order by b.priority, b.queued_at, b.id limit 1{dialect.ForUpdateSkipLocked})
        returning id, version_id
        """;

    private static string Share(LeaseRequest request) => request switch
    {
        { ForPeople: true } => " and b.priority = 0",
        { Limits: { Total: not null, PerTemplate: not null } } => Unless($"{InCluster} and {InTemplate}"),
        { Limits.Total: not null } => Unless(InCluster),
        { Limits.PerTemplate: not null } => Unless(InTemplate),
        _ => "",
    };

    private static string Unless(string room) => $" and (b.priority = 0 or b.status = 2 or ({room}))";
}
