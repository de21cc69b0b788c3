using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // A lease needs a definition, and parsing it costs more than the lease. About as many as are built at one time.
    private readonly Remembered<TemplateVersionId, TemplateDefinition> _definitions = new(256);

    public Task<ImmutableArray<PresetId>> PushVersion(
        TemplateVersion version, TemplatePackage package, bool activate, CancellationToken stop) => Change(
        async session =>
        {
            var name = version.Definition.Name;
            var template = await session.Sql(
                """
                insert into template (name) values (@name)
                on conflict (name) do update set deleted = false returning deprecated, deleted
                """)
                .With("name", name)
                .List(Rows.Retirement, stop);
            await InsertVersion(session, version, package, stop);
            var revived = await PresetRows.Retire(session, name, template[0], stop);
            var activated = activate ? await Activate(session, version, template[0], stop) : [];
            return revived.Union(activated).ToImmutableArray();
        },
        stop);

    public Task<ImmutableArray<PresetId>?> Promote(
        string template, TemplateVersionId version, CancellationToken stop) =>
        Change<ImmutableArray<PresetId>?>(
            async session =>
            {
                var retirement = await session.Sql(
                    $"select deprecated, deleted from template where name = @name{dialect.ForUpdate}")
                    .With("name", template)
                    .List(Rows.Retirement, stop);
                var versions = await session.Sql(
                    $"select {Rows.VersionColumns} from template_version v where v.id = @id and v.template = @name")
                    .With("id", version.Value)
                    .With("name", template)
                    .List(_rows.Version, stop);
                return versions is [var found]
                    ? [.. await Activate(session, found, retirement[0], stop)]
                    : null;
            },
            stop);

    public Task<ImmutableArray<PresetId>?> Retire(
        string template, bool deprecated, bool deleted, CancellationToken stop) =>
        Change<ImmutableArray<PresetId>?>(
            async session =>
            {
                var known = await session.Sql(
                    "update template set deprecated = @deprecated, deleted = @deleted where name = @name")
                    .With("name", template)
                    .With("deprecated", deprecated)
                    .With("deleted", deleted)
                    .Execute(stop);
                return known == 0
                    ? null
                    : [.. await PresetRows.Retire(session, template, new Retirement(deprecated, deleted), stop)];
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

    public Task<ImmutableArray<Template>> ListTemplates(CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var templates = await session.Sql($"select {Rows.TemplateColumns} from template t where not t.deleted")
                .List(Rows.Template, stop);
            var versions = await session.Sql($"select {Rows.VersionColumns} from template_version v")
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
            insert into template_version (id, template, definition, has_claim_step, pushed_at, package)
            values (@id, @template, @definition, @claims, @at, @package) on conflict (id) do nothing
            """)
            .With("id", version.Id.Value)
            .With("template", version.Definition.Name)
            .With("definition", StoredJson.Of(version.Definition))
            .With("claims", version.HasClaimStep)
            .With("at", version.PushedAt)
            .With("package", PackageArchive.Pack(package))
            .Execute(stop);

    private static async Task<IEnumerable<PresetId>> Activate(
        Session session, TemplateVersion version, Retirement retirement, CancellationToken stop)
    {
        await session.Sql("update template set active_version = @version where name = @name")
            .With("version", version.Id.Value)
            .With("name", version.Definition.Name)
            .Execute(stop);
        return await PresetRows.Activate(session, version, retirement, stop);
    }

    private async Task<TemplateDefinition> ReadDefinition(
        Session session, TemplateVersionId version, CancellationToken stop)
    {
        if (_definitions.TryGet(version, out var kept))
        {
            return kept;
        }

        var versions = await session.Sql($"select {Rows.VersionColumns} from template_version v where v.id = @id")
            .With("id", version.Value)
            .List(_rows.Version, stop);
        return _definitions.Keep(version, versions[0].Definition);
    }
}
