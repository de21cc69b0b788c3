using System.Collections.Immutable;
using Prebuilds.Claims;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sealing;
using Prebuilds.Storage.Sessions;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private const string Entries =
        $"select {Rows.WorkspaceColumns}, p.template, p.name, w.owner_name";

    private const string FromEntries = " from workspace w join preset p on p.id = w.preset_id";

    public Task<WorkspaceDetails?> ReadWorkspace(WorkspaceId workspace, CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var found = await session.Sql($"{Entries}, w.outputs, w.secrets{FromEntries} where w.id = @id")
                .With("id", workspace.Value)
                .List(
                    row => (_rows.Entry(row), Outputs: SealedOutputs.Read(row, Rows.EntryWidth, Rows.EntryWidth + 1)),
                    stop);
            if (found is not [var (entry, outputs)])
            {
                return null;
            }

            var builds = await session.Sql(
                $"""
                select {Rows.BuildColumns} from build b where b.workspace_id = @id
                order by b.queued_at desc, b.id desc
                """)
                .With("id", workspace.Value)
                .List(_rows.Build, stop);
            return new WorkspaceDetails(entry, outputs.Plain, [.. builds], outputs.Sensitive);
        },
        stop);

    public Task<ImmutableSortedDictionary<string, string>?> ReadOutputs(
        WorkspaceId workspace, UserId owner, CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql(
            "select outputs, secrets from workspace where id = @id and owner_id = @owner")
            .With("id", workspace.Value)
            .With("owner", owner.Value)
            .List(row => SealedOutputs.Read(row, 0, 1).Open(keys, workspace), stop)).SingleOrDefault(),
        stop);

    public Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, WorkspaceQuery.MaxLimit);
        (string Condition, string Name, Guid? Value)[] filters =
        [
            ("w.preset_id = @preset", "preset", query.Preset?.Value),
            ("w.owner_id = @owner", "owner", query.Owner?.Value),
            ("w.id > @after", "after", query.After?.Value),
        ];
        var asked = filters.Where(filter => filter.Value is not null).ToArray();
        var where = string.Concat(asked.Select(filter => $" and {filter.Condition}"));
        return Read(
            Access.Statement,
            async session =>
            {
                var statement = session.Sql($"{Entries}{FromEntries} where true{where} order by w.id limit @limit")
                    .With("limit", query.Limit);
                foreach (var (_, name, value) in asked)
                {
                    statement.With(name, value);
                }

                return (await statement.List(_rows.Entry, stop)).ToImmutableArray();
            },
            stop);
    }

    public Task<ImmutableHashSet<WorkspaceId>> ListWorkspaceIds(CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql("select id from workspace").List(Rows.Id, stop))
            .Select(id => new WorkspaceId(id))
            .ToImmutableHashSet(),
        stop);

    public Task<ImmutableHashSet<WorkspaceId>> ListGone(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop)
    {
        var rows = RowBatch.Of("r", "workspace", workspaces.Select(workspace => workspace.Value));
        return Read(
            Access.Statement,
            async session => (await session.Sql(
                $"""
                select distinct b.workspace_id from build b
                where b.gone_at is not null
                    and b.workspace_id in (select r.workspace from {session.Dialect.Source(rows)})
                """)
                .With(rows)
                .List(Rows.Id, stop))
                .Select(id => new WorkspaceId(id))
                .ToImmutableHashSet(),
            stop);
    }

    public Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, ClaimQuery.MaxLimit);
        return Read(
            Access.Statement,
            async session => (await session.Sql(
                $"""
                select {Rows.ClaimColumns}, w.owner_id, (
                    select min(b.finished_at) from build b
                    where b.workspace_id = c.workspace_id and b.kind = 0 and b.status = 3)
                from claim c left join workspace w on w.id = c.workspace_id
                where c.workspace_id > @after order by c.workspace_id limit @limit
                """)
                .With("after", query.After?.Value ?? Guid.Empty)
                .With("limit", query.Limit)
                .List(_rows.Claim, stop)).ToImmutableArray(),
            stop);
    }
}
