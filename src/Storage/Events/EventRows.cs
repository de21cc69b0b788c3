using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Events;

/// <summary>Writes events, each in the transaction of the change that it tells of.</summary>
internal static class EventRows
{
    /// <summary>Tells of those of the builds that failed, and of hand-overs however they ended.</summary>
    public static async Task BuildsEnded(
        Session session, IEnumerable<Build> builds, DateTimeOffset at, CancellationToken stop)
    {
        Build[] told = [.. builds.Where(build => EventTexts.KindOf(build) is not null)];
        if (told.Length > 0)
        {
            var rows = RowBatch.Of("r", "build_id", told.Select(build => build.Id.Value))
                .Column("kind", told.Select(build => EventTexts.KindOf(build)!.Value));
            await session.Sql(
                $"""
                insert into event (at, kind, preset_id, workspace_id, actor, detail)
                select @at, r.kind, b.preset_id, b.workspace_id, case when b.kind = 1 then w.owner_name end,
                    case b.status when 3 then w.name when 5 then b.reason else b.error end
                from {session.Dialect.Source(rows)}
                join build b on b.id = r.build_id left join workspace w on w.id = b.workspace_id
                """)
                .With("at", at)
                .With(rows)
                .Execute(stop);
        }
    }

    /// <summary>Tells of a build that fails and is tried again, unless that was told before.</summary>
    public static async Task BuildGoesOnFailing(
        Session session, BuildId build, BuildError error, DateTimeOffset at, CancellationToken stop)
    {
        if (await session.Sql("update build set failure_told = true where id = @id and failure_told = false")
            .With("id", build.Value)
            .Execute(stop) == 1)
        {
            await session.Sql(
                """
                insert into event (at, kind, preset_id, workspace_id, detail)
                select @at, @kind, preset_id, workspace_id, @detail from build where id = @id
                """)
                .With("at", at)
                .With("kind", EventKind.BuildFailed)
                .With("detail", EventTexts.GoesOnFailing(error))
                .With("id", build.Value)
                .Execute(stop);
        }
    }

    /// <summary>Tells of those of the workspaces that were claimed; their rows are there still.</summary>
    public static async Task WorkspacesDeleted(
        Session session, IReadOnlyCollection<WorkspaceId> workspaces, DateTimeOffset at, CancellationToken stop)
    {
        if (workspaces.Count > 0)
        {
            var rows = RowBatch.Of("r", "gone", workspaces.Select(workspace => workspace.Value));
            await session.Sql(
                $"""
                insert into event (at, kind, preset_id, workspace_id, actor, detail)
                select @at, @kind, preset_id, id, owner_name, name from workspace
                where id in (select r.gone from {session.Dialect.Source(rows)}) and owner_id <> {Literal.PrebuildsUser}
                """)
                .With("at", at)
                .With("kind", EventKind.WorkspaceDeleted)
                .With(rows)
                .Execute(stop);
        }
    }

    /// <summary>Tells of a hand-over that begins to replace resources, if there are any.</summary>
    public static async Task ResourcesReplaced(
        Session session,
        Build build,
        ImmutableArray<ResourceReplacement> replacements,
        DateTimeOffset at,
        CancellationToken stop)
    {
        if (!replacements.IsEmpty)
        {
            await session.Sql(
                """
                insert into event (at, kind, preset_id, workspace_id, detail)
                values (@at, @kind, @preset, @workspace, @detail)
                """)
                .With("at", at)
                .With("kind", EventKind.ResourceReplaced)
                .With("preset", build.Preset.Value)
                .With("workspace", build.Workspace.Value)
                .With("detail", ResourceReplacement.Tell(replacements))
                .Execute(stop);
        }
    }

    public static Task OfPool(Session session, PresetWrite write, PoolEvent news, CancellationToken stop) => session
        .Sql("insert into event (at, kind, preset_id, detail, count) values (@at, @kind, @preset, @detail, @count)")
        .With("at", write.At)
        .With("kind", news.Kind)
        .With("preset", write.Preset.Value)
        .With("detail", news.Detail)
        .With("count", news.Count)
        .Execute(stop);

    public static Task VersionActivated(
        Session session, string template, TemplateVersionId version, DateTimeOffset at, CancellationToken stop) =>
        Write(session, at, (EventKind.VersionActivated, template, version.ToString()), stop);

    public static Task TemplateRetired(
        Session session, string template, Retirement retirement, DateTimeOffset at, CancellationToken stop) =>
        Write(
            session,
            at,
            (EventKind.TemplateRetired, template, EventTexts.Of(retirement.Deprecated, retirement.Deleted)),
            stop);

    public static Task LoopChanged(
        Session session, LoopSettings settings, DateTimeOffset at, CancellationToken stop) =>
        Write(session, at, (EventKind.LoopChanged, null, EventTexts.Of(settings)), stop);

    private static Task<int> Write(
        Session session, DateTimeOffset at, (EventKind Kind, string? Template, string Detail) told,
        CancellationToken stop) =>
        session.Sql("insert into event (at, kind, template, detail) values (@at, @kind, @template, @detail)")
            .With("at", at)
            .With("kind", told.Kind)
            .With("template", told.Template)
            .With("detail", told.Detail)
            .Execute(stop);
}
