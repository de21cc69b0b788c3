using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Writes <see cref="PresetChange.Create"/>.</summary>
internal static class CreateRows
{
    /// <returns>The members that were refused.</returns>
    public static async Task<IEnumerable<WorkspaceId>> Write(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Create> creates, CancellationToken stop)
    {
        var made = (await InsertMembers(session, write, creates, stop)).ToHashSet();
        await InsertBuilds(session, write, [.. creates.Where(create => made.Contains(create.Member.Id.Value))], stop);
        return made.Count == creates.Count
            ? []
            : await FindRefused(session, [.. creates.Where(create => !made.Contains(create.Member.Id.Value))], stop);
    }

    // A build that is stored without its workspace is history: its member was made and is gone, and stays so.
    private static Task<List<Guid>> InsertMembers(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Create> creates, CancellationToken stop)
    {
        var rows = Of(creates)
            .Column("version_id", creates.Select(create => create.Member.Version.Value))
            .Column("name", creates.Select(create => create.Member.Name))
            .Column("created_at", creates.Select(create => create.Member.CreatedAt));
        return session.Sql(
            $"""
            insert into workspace (id, preset_id, version_id, owner_id, owner_name, name, phase, ready, created_at,
                hand_over, outputs)
            select r.id, @preset, r.version_id, {Literal.PrebuildsUser}, @owner, r.name, 0, false, r.created_at,
                0, @outputs
            from {session.Dialect.Source(rows)}
            where not exists (select 1 from build b where b.id = r.build_id)
            on conflict do nothing returning id
            """)
            .With("preset", write.Preset.Value)
            .With("owner", SystemUser.PrebuildsName)
            .With("outputs", StoredJson.Of(StoredJson.NoValues))
            .With(rows)
            .List(Rows.Id, stop);
    }

    private static Task<int> InsertBuilds(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Create> creates, CancellationToken stop)
    {
        var rows = Of(creates).Column("version_id", creates.Select(create => create.Member.Version.Value));
        return session.Sql(
            $"""
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, due_at)
            select r.build_id, r.id, @preset, r.version_id, 0, 0, 0, 2, @at, @at from {session.Dialect.Source(rows)}
            """)
            .With("preset", write.Preset.Value)
            .With("at", write.At)
            .With(rows)
            .Execute(stop);
    }

    // What is stored already is not refused; a name that another member has is.
    private static async Task<IEnumerable<WorkspaceId>> FindRefused(
        Session session, IReadOnlyList<PresetChange.Create> creates, CancellationToken stop)
    {
        var rows = Of(creates);
        var refused = await session.Sql(
            $"""
            select r.id from {session.Dialect.Source(rows)}
            where not exists (select 1 from workspace w where w.id = r.id)
                and not exists (select 1 from build b where b.id = r.build_id)
            """)
            .With(rows)
            .List(Rows.Id, stop);
        return refused.Select(id => new WorkspaceId(id));
    }

    private static RowBatch Of(IReadOnlyList<PresetChange.Create> creates) => new RowBatch("r")
        .Column("id", creates.Select(create => create.Member.Id.Value))
        .Column("build_id", creates.Select(create => create.Build.Value));
}
