using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // A lease needs a definition, and parsing it costs more than the lease. About as many as are built at one time.
    private readonly Remembered<TemplateVersionId, TemplateDefinition> _definitions = new(256);

    public Task<ImmutableArray<PresetId>> PushVersion(
        TemplateVersion version,
        TemplatePackage package,
        bool activate,
        SiloIncarnation? silo,
        CancellationToken stop) => Change(
        async session =>
        {
            var name = version.Definition.Name;
            var known = await LockOrMake(session, name, stop);
            await DemandMember(session, silo, stop);
            var retirement = known with { Deleted = false };
            await InsertVersion(session, version, package, stop);
            var revived = await Retire(session, name, retirement, stop);
            var activated = activate ? await ActivateWhenChecked(session, version, retirement, stop) : [];
            return revived.Union(activated).ToImmutableArray();
        },
        stop);

    public Task<ImmutableArray<PresetId>?> Promote(
        string template, TemplateVersionId version, SiloIncarnation? silo, CancellationToken stop) =>
        Change<ImmutableArray<PresetId>?>(
            async session =>
            {
                var retirement = await LockTemplate(session, template, stop);
                await DemandMember(session, silo, stop);
                var versions = await session.Sql(
                    $"""
                    select {Rows.VersionColumns} from template_version v
                    where v.id = @id and v.template = @name and v.check_status = 0
                    """)
                    .With("id", version.Value)
                    .With("name", template)
                    .List(_rows.Version, stop);
                return versions is [var found]
                    ? [.. await Activate(session, found, retirement!, stop)]
                    : null;
            },
            stop);

    public Task<ImmutableArray<PresetId>?> Retire(
        string template, bool deprecated, bool deleted, SiloIncarnation? silo, CancellationToken stop) =>
        Change<ImmutableArray<PresetId>?>(
            async session =>
            {
                var known = await LockTemplate(session, template, stop);
                await DemandMember(session, silo, stop);
                return known is null
                    ? null
                    : [.. await Retire(session, template, new Retirement(deprecated, deleted), stop)];
            },
            stop);

    public Task<Template?> ReadTemplate(string name, CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var templates = await session.Sql($"select {Rows.TemplateColumns} from template t where t.name = @name")
                .With("name", name)
                .List(Rows.Template, stop);
            var versions = await session.Sql(
                $"select {Rows.VersionColumns} from template_version v where v.template = @name")
                .With("name", name)
                .List(_rows.Version, stop);
            return templates is [var template] ? With(template, versions) : null;
        },
        stop);

    public Task<StoredVersion?> ReadVersion(TemplateVersionId version, CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql(
            $"""
            select {Rows.VersionColumns}, t.active_version
            from template_version v join template t on t.name = v.template where v.id = @id
            """)
            .With("id", version.Value)
            .List(_rows.Stored, stop)).SingleOrDefault(),
        stop);

    public Task<ImmutableArray<Template>> ListTemplates(CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var templates = await session.Sql($"select {Rows.TemplateColumns} from template t where not t.deleted")
                .List(Rows.Template, stop);
            var versions = await session.Sql(
                $"""
                select {Rows.VersionColumns} from template_version v join template t on t.name = v.template
                where not t.deleted
                """)
                .List(_rows.Version, stop);
            var versionsOf = versions.ToLookup(version => version.Definition.Name);
            return templates
                .OrderBy(template => template.Name, StringComparer.Ordinal)
                .Select(template => With(template, versionsOf[template.Name]))
                .ToImmutableArray();
        },
        stop);

    public Task<TemplatePackage?> ReadPackage(TemplateVersionId version, CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql("select package from template_version where id = @id")
            .With("id", version.Value)
            .List(row => PackageArchive.Unpack(row.GetStream(0)), stop)).SingleOrDefault(),
        stop);

    private static Template With(Template template, IEnumerable<TemplateVersion> versions) => template with
    {
        Versions =
        [
            .. versions.OrderByDescending(version => version.PushedAt).ThenByDescending(version => version.Id.Value),
        ],
    };

    private static Task<int> InsertVersion(
        Session session, TemplateVersion version, TemplatePackage package, CancellationToken stop) =>
        session.Sql(
            """
            insert into template_version (id, template, definition, has_claim_step, pushed_at, package,
                check_status, check_due_at)
            values (@id, @template, @definition, @claims, @at, @package, @check, @at)
            on conflict (id) do update set check_status = 1, check_due_at = excluded.check_due_at, problems = null
            where template_version.check_status = 2
            """)
            .With("id", version.Id.Value)
            .With("template", version.Definition.Name)
            .With("definition", StoredJson.Of(version.Definition))
            .With("claims", version.HasClaimStep)
            .With("at", version.PushedAt)
            .With("package", PackageArchive.Pack(package))
            .With("check", version.Check)
            .Execute(stop);

    private async Task<IEnumerable<PresetId>> Activate(
        Session session, TemplateVersion version, Retirement retirement, CancellationToken stop)
    {
        var name = version.Definition.Name;
        var activated = await session.Sql(
            """
            update template set active_version = @version
            where name = @name and active_version is distinct from @version
            """)
            .With("version", version.Id.Value)
            .With("name", name)
            .Execute(stop);
        await session.Sql(
            "update template set awaited_version = null where name = @name and awaited_version is not null")
            .With("name", name)
            .Execute(stop);
        var changed = await PresetRows.Activate(session, version, retirement, stop);
        if (activated > 0)
        {
            await EventRows.VersionActivated(session, name, version.Id, clock.GetUtcNow(), stop);
        }

        return changed;
    }

    private async Task<IEnumerable<PresetId>> Retire(
        Session session, string template, Retirement retirement, CancellationToken stop)
    {
        var changed = await session.Sql(
            """
            update template set deprecated = @deprecated, deleted = @deleted,
                awaited_version = case when @deleted then null else awaited_version end
            where name = @name and (deprecated <> @deprecated or deleted <> @deleted)
            """)
            .With("name", template)
            .With("deprecated", retirement.Deprecated)
            .With("deleted", retirement.Deleted)
            .Execute(stop);
        var presets = await PresetRows.Retire(session, template, retirement, stop);
        if (changed > 0)
        {
            await EventRows.TemplateRetired(session, template, retirement, clock.GetUtcNow(), stop);
        }

        return presets;
    }

    // More than once only if it is pruned in between.
    private async Task<Retirement> LockOrMake(Session session, string template, CancellationToken stop)
    {
        while (true)
        {
            await session.Sql("insert into template (name) values (@name) on conflict (name) do nothing")
                .With("name", template)
                .Execute(stop);
            if (await LockTemplate(session, template, stop) is { } retirement)
            {
                return retirement;
            }
        }
    }

    private async Task<Retirement?> LockTemplate(Session session, string template, CancellationToken stop) =>
        (await session.Sql($"select deprecated, deleted from template where name = @name{dialect.ForUpdate}")
            .With("name", template)
            .List(Rows.Retirement, stop)).SingleOrDefault();

    private async Task<TemplateDefinition> ReadDefinition(
        Session session, TemplateVersionId version, CancellationToken stop)
    {
        if (_definitions.TryGet(version, out var kept))
        {
            return kept;
        }

        return _definitions.Keep(version, (await ReadVersion(session, version, stop))!.Definition);
    }
}
