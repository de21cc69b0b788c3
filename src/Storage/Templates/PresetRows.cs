using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Storage.Templates;

/// <summary>
/// What a template's changes make of its presets' rows. A row that would stay as it is keeps its revision.
/// </summary>
internal static class PresetRows
{
    /// <summary>Makes the presets those of a version; answers which changed.</summary>
    public static async Task<IEnumerable<PresetId>> Activate(
        Session session, TemplateVersion version, Retirement retirement, CancellationToken stop)
    {
        var rows = Of(version);
        await Lock(session, version.Definition.Name, stop);
        var changed = await session.Sql(
            $"""
            insert into preset (id, template, name, version_id, parameters, pool, has_claim_step, is_active_version,
                template_deprecated, template_deleted, epoch, revision, failures)
            select r.id, @template, r.name, @version, r.parameters, r.pool, @claims, true,
                @deprecated, @deleted, i.first_epoch, 1, @none
            from {session.Dialect.Source(rows)}, installation i where true
            on conflict (id) do update set
                version_id = excluded.version_id, parameters = excluded.parameters, pool = excluded.pool,
                has_claim_step = excluded.has_claim_step, is_active_version = true, revision = preset.revision + 1,
                validation_error = case when preset.version_id = excluded.version_id then preset.validation_error end,
                failures = case when preset.version_id = excluded.version_id
                    then preset.failures else excluded.failures end
            where preset.version_id <> excluded.version_id or not preset.is_active_version
            returning id
            """)
            .With("template", version.Definition.Name)
            .With("version", version.Id.Value)
            .With("claims", version.HasClaimStep)
            .With("deprecated", retirement.Deprecated)
            .With("deleted", retirement.Deleted)
            .With("none", StoredJson.Of(FailureRun.None))
            .With(rows)
            .List(Rows.Id, stop);
        var dropped = await Drop(session, version.Definition.Name, rows, stop);
        return [.. changed.Concat(dropped).Select(id => new PresetId(id))];
    }

    /// <summary>The presets that the version does not have any more.</summary>
    private static Task<List<Guid>> Drop(Session session, string template, RowBatch kept, CancellationToken stop) =>
        session.Sql(
            $"""
            update preset set is_active_version = false, revision = revision + 1
            where template = @template and is_active_version
                and id not in (select r.id from {session.Dialect.Source(kept)})
            returning id
            """)
            .With("template", template)
            .With(kept)
            .List(Rows.Id, stop);

    /// <summary>Tells the presets whether their template is deprecated or deleted; answers which changed.</summary>
    public static async Task<IEnumerable<PresetId>> Retire(
        Session session, string template, Retirement retirement, CancellationToken stop)
    {
        await Lock(session, template, stop);
        var changed = await session.Sql(
            """
            update preset set template_deprecated = @deprecated, template_deleted = @deleted, revision = revision + 1
            where template = @template and (template_deprecated <> @deprecated or template_deleted <> @deleted)
            returning id
            """)
            .With("template", template)
            .With("deprecated", retirement.Deprecated)
            .With("deleted", retirement.Deleted)
            .List(Rows.Id, stop);
        return [.. changed.Select(id => new PresetId(id))];
    }

    /// <summary>
    /// Locks them in the order of ids, as claims do: whoever locks several presets never waits in a circle.
    /// </summary>
    public static Task<int> Lock(Session session, string template, CancellationToken stop) =>
        session.Sql($"select id from preset where template = @template order by id{session.Dialect.ForUpdate}")
            .With("template", template)
            .Execute(stop);

    private static RowBatch Of(TemplateVersion version)
    {
        var presets = version.Definition.Presets;
        return new RowBatch("r")
            .Column("id", presets.Select(p => new PresetName(version.Definition.Name, p.Name).ToId().Value))
            .Column("name", presets.Select(p => p.Name))
            .Column("parameters", presets.Select(p => StoredJson.Of(ParameterValues.Of(version.Definition, p))))
            .Column("pool", presets.Select(p => StoredJson.Of(p.Pool)));
    }
}
