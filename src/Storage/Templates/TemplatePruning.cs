using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Templates;

/// <summary>
/// Removes what is left of templates, under the lock of the template's row: whoever promotes a version or pushes one
/// takes it too.
/// </summary>
internal static class TemplatePruning
{
    /// <summary>
    /// How many versions are removed at most in one transaction; each is looked for in all workspaces.
    /// </summary>
    public const int Batch = 100;

    private const string Presets = "(select p.id from preset p where p.template = @name)";

    private const string Unused =
        $"""
        v.template = @name and v.check_status <> 1
            and not exists (select 1 from template t where t.active_version = v.id or t.awaited_version = v.id)
            and v.id not in (select p.version_id from preset p where p.template = @name)
            and v.id not in (select w.version_id from workspace w where w.preset_id in {Presets})
            and v.id not in (select b.version_id from build b where b.preset_id in {Presets})
        """;

    private const string IsLeft =
        $"""
        select 1 from workspace where preset_id in {Presets}
        union all select 1 from build where preset_id in {Presets}
        union all select 1 from claim where preset_id in {Presets}
        union all select 1 from template_version where template = @name and check_status = 1
        limit 1
        """;

    // A template names versions, and they name it: it lets go of them first.
    private static readonly string[] Removal =
    [
        "update template set active_version = null, awaited_version = null where name = @name",
        "delete from preset where template = @name",
        "delete from template_version where template = @name",
        "delete from template where name = @name",
    ];

    /// <summary>The templates that are deleted, or have more versions than are kept.</summary>
    public static Task<List<string>> Candidates(Session session, int keep, CancellationToken stop) => session.Sql(
        """
        select t.name from template t
        where t.deleted or (select count(*) from template_version v where v.template = t.name) > @keep
        order by t.name
        """)
        .With("keep", keep)
        .List(row => row.GetString(0), stop);

    /// <summary>Removes versions that nothing needs, the oldest first, but keeps the newest.</summary>
    /// <returns>How many went.</returns>
    public static Task<int> RemoveVersions(Session session, string template, int keep, CancellationToken stop) =>
        session.Sql(
            $"""
            delete from template_version where id in (
                select v.id from template_version v
                where {Unused}
                    and v.id not in (
                        select k.id from template_version k where k.template = @name
                        order by k.pushed_at desc, k.id desc limit @keep)
                order by v.pushed_at, v.id limit {Batch})
            """)
            .With("name", template)
            .With("keep", keep)
            .Execute(stop);

    /// <summary>Removes a deleted template with its presets, unless anything of it is left.</summary>
    /// <returns>Whether it went.</returns>
    public static async Task<bool> RemoveWhole(Session session, string template, CancellationToken stop)
    {
        await PresetRows.Lock(session, template, stop);
        if ((await session.Sql(IsLeft).With("name", template).List(row => row.GetInt32(0), stop)).Count > 0)
        {
            return false;
        }

        await session.Sql(
            """
            update installation set first_epoch = p.last + 1
            from (select max(epoch) as last from preset where template = @name) as p
            where p.last >= first_epoch
            """)
            .With("name", template)
            .Execute(stop);
        foreach (var statement in Removal)
        {
            await session.Sql(statement).With("name", template).Execute(stop);
        }

        return true;
    }
}
