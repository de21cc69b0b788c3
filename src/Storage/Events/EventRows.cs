using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Events;

/// <summary>Writes events, each in the transaction of the change that it tells of.</summary>
internal static class EventRows
{
    /// <summary>Tells of those of the builds that failed.</summary>
    public static async Task BuildsFailed(
        Session session, IReadOnlyCollection<BuildId> builds, DateTimeOffset at, CancellationToken stop)
    {
        if (builds.Count > 0)
        {
            var rows = RowBatch.Of("r", "build_id", builds.Select(build => build.Value));
            await session.Sql(
                $"""
                insert into event (at, kind, preset_id, workspace_id, detail)
                select @at, @kind, preset_id, workspace_id, error from build
                where id in (select r.build_id from {session.Dialect.Source(rows)})
                """)
                .With("at", at)
                .With("kind", EventKind.BuildFailed)
                .With(rows)
                .Execute(stop);
        }
    }

    /// <summary>Tells of hand-overs that replaced resources.</summary>
    public static async Task ResourcesReplaced(
        Session session, IReadOnlyCollection<Build> builds, DateTimeOffset at, CancellationToken stop)
    {
        if (builds.Count > 0)
        {
            var rows = new RowBatch("r")
                .Column("preset", builds.Select(build => build.Preset.Value))
                .Column("workspace", builds.Select(build => build.Workspace.Value))
                .Column("detail", builds.Select(build => ResourceReplacement.Tell(build.Replacements)));
            await session.Sql(
                $"""
                insert into event (at, kind, preset_id, workspace_id, detail)
                select @at, @kind, r.preset, r.workspace, r.detail from {session.Dialect.Source(rows)}
                """)
                .With("at", at)
                .With("kind", EventKind.ResourceReplaced)
                .With(rows)
                .Execute(stop);
        }
    }

    public static Task VersionActivated(
        Session session, string template, TemplateVersionId version, DateTimeOffset at, CancellationToken stop) =>
        Write(session, EventKind.VersionActivated, template, version.ToString(), at, stop);

    public static Task TemplateRetired(
        Session session, string template, Retirement retirement, DateTimeOffset at, CancellationToken stop) =>
        Write(session, EventKind.TemplateRetired, template, EventTexts.Of(retirement.Deprecated, retirement.Deleted), at, stop);

    public static Task LoopChanged(
        Session session, LoopSettings settings, DateTimeOffset at, CancellationToken stop) =>
        Write(session, EventKind.LoopChanged, null, EventTexts.Of(settings), at, stop);

    private static Task<int> Write(
        Session session, EventKind kind, string? template, string detail, DateTimeOffset at, CancellationToken stop) =>
        session.Sql("insert into event (at, kind, template, detail) values (@at, @kind, @template, @detail)")
            .With("at", at)
            .With("kind", kind)
            .With("template", template)
            .With("detail", detail)
            .Execute(stop);
}
