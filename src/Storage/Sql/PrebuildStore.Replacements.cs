using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    public Task<ImmutableArray<ResourceReplacement>?> BeginReplacing(
        BuildId build,
        Guid lease,
        ImmutableArray<ResourceReplacement> replacements,
        DateTimeOffset at,
        CancellationToken stop) => Change<ImmutableArray<ResourceReplacement>?>(
        async session =>
        {
            var held = await session.Sql($"select {Rows.BuildColumns} from build b {OfLease}{dialect.ForUpdate}")
                .With("id", build.Value)
                .With("lease", lease)
                .List(_rows.Build, stop);
            if (held is not [var row])
            {
                return null;
            }

            var begun = await Begun(session, row, stop);
            var kept = begun.Where(other => other.Id == row.Id).SelectMany(own => own.Replacements);
            await session.Sql(
                """
                update build set replacements = @replacements, replacing_at = coalesce(replacing_at, @at)
                where id = @id
                """)
                .With("id", build.Value)
                .With("replacements", StoredJson.Of(ResourceReplacement.Join([.. kept], replacements)))
                .With("at", at)
                .Execute(stop);
            var told = begun.SelectMany(other => other.Replacements).Select(it => it.Address);
            ImmutableArray<ResourceReplacement> news = [.. replacements.ExceptBy(told, it => it.Address)];
            await EventRows.ResourcesReplaced(session, row, news, at, stop);
            return news;
        },
        stop);

    public Task<ImmutableDictionary<PresetId, int>> CountReplaced(CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql(
            """
            select preset_id, count(distinct workspace_id) from build where replacing_at is not null group by preset_id
            """)
            .List(row => KeyValuePair.Create(new PresetId(row.GetGuid(0)), row.GetInt32(1)), stop))
            .ToImmutableDictionary(),
        stop);

    /// <summary>The builds of the same workspace that have begun to replace resources.</summary>
    private Task<List<Build>> Begun(Session session, Build build, CancellationToken stop) => session.Sql(
        $"""
        select {Rows.BuildColumns} from build b where b.workspace_id = @workspace and b.replacing_at is not null
        """)
        .With("workspace", build.Workspace.Value)
        .List(_rows.Build, stop);
}
