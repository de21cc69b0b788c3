using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // Builds outlive their workspaces, and presets are never removed.
    private const string BuildEntries =
        $"""
        select {Rows.BuildEntryColumns}
        from build b join preset p on p.id = b.preset_id left join workspace w on w.id = b.workspace_id
        """;

    private const string AfterInQueue =
        "(b.priority, b.queued_at, b.id) > (select l.priority, l.queued_at, l.id from build l where l.id = @after)";

    public Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, BuildQuery.MaxLimit);
        var queue = query.Order == BuildOrder.Queue;
        (string Condition, string Name, object? Value)[] filters =
        [
            ("p.template = @template", "template", query.Template),
            ("b.preset_id = @preset", "preset", query.Preset?.Value),
            ("b.workspace_id = @workspace", "workspace", query.Workspace?.Value),
            ("b.kind = @kind", "kind", query.Kind),
            ("b.status = @status", "status", query.Status),
            (queue ? AfterInQueue : "b.id < @after", "after", query.After?.Value),
        ];
        var asked = filters.Where(filter => filter.Value is not null).ToArray();
        var where = string.Concat(asked.Select(filter => $" and {filter.Condition}"));
        var order = queue ? "b.priority, b.queued_at, b.id" : "b.id desc";
        return Read(
            Access.Statement,
            async session =>
            {
                var statement = session.Sql(
                    $"{BuildEntries} where {(queue ? "b.status < 3" : "true")}{where} order by {order} limit @limit")
                    .With("limit", query.Limit);
                foreach (var (_, name, value) in asked)
                {
                    statement.With(name, value);
                }

                return (await statement.List(_rows.BuildEntry, stop)).ToImmutableArray();
            },
            stop);
    }

    public Task<BuildEntry?> ReadBuildEntry(BuildId build, CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql($"{BuildEntries} where b.id = @id")
            .With("id", build.Value)
            .List(_rows.BuildEntry, stop)).SingleOrDefault(),
        stop);
}
