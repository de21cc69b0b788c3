using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private string TakeCheck { get; } =
        $"""
        update template_version set check_lease = @lease, check_due_at = @until
        where id = (
            select v.id from template_version v where v.check_status = 1 and v.check_due_at <= @now
            order by v.check_due_at, v.id limit 1{dialect.ForUpdateSkipLocked})
        returning id
        """;

    public Task<TemplateVersion?> LeaseCheck(
        Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => Change(
        async session =>
        {
            var taken = await session.Sql(TakeCheck)
                .With("lease", lease)
                .With("now", now)
                .With("until", until)
                .List(Rows.Id, stop);
            return taken is [var id] ? await ReadVersion(session, new TemplateVersionId(id), stop) : null;
        },
        stop);

    public Task<bool> RenewCheck(
        TemplateVersionId version, Guid lease, DateTimeOffset until, CancellationToken stop) => Change(
        async session => await session.Sql(
            """
            update template_version set check_due_at = @until
            where id = @id and check_status = 1 and check_lease = @lease
            """)
            .With("id", version.Value)
            .With("lease", lease)
            .With("until", until)
            .Execute(stop) == 1,
        stop);

    public Task<ImmutableArray<PresetId>?> FinishCheck(
        TemplateVersionId version, Guid lease, CheckEnding ending, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ending.Pins?.Length ?? 0, TemplateVersion.MaxPins);
        return Change<ImmutableArray<PresetId>?>(
            async session =>
            {
                if (await ReadVersion(session, version, stop) is not { } known)
                {
                    return null;
                }

                // The template's row first, as everybody does who changes both.
                var name = known.Definition.Name;
                var retirement = await LockTemplate(session, name, stop);
                return await EndCheck(session, version, lease, ending, stop)
                    ? await StopAwaiting(session, name, version, stop) && ending.Problems.IsEmpty
                        ? [.. await Activate(session, known, retirement!, stop)]
                        : []
                    : null;
            },
            stop);
    }

    public Task<ReadOnlyMemory<byte>?> ReadPins(TemplateVersionId version, CancellationToken stop) => Read(
        Access.Statement,
        async session =>
        {
            var pins = await session.Sql("select pins from template_version where id = @id and pins is not null")
                .With("id", version.Value)
                .List(row => row.GetFieldValue<byte[]>(0), stop);
            return pins is [var kept] ? kept : (ReadOnlyMemory<byte>?)null;
        },
        stop);

    private static async Task<bool> EndCheck(
        Session session, TemplateVersionId version, Guid lease, CheckEnding ending, CancellationToken stop) =>
        await session.Sql(
            """
            update template_version
            set check_status = @status, problems = @problems, pins = @pins, check_lease = null
            where id = @id and check_status = 1 and check_lease = @lease
            """)
            .With("id", version.Value)
            .With("lease", lease)
            .With("status", ending.Problems.IsEmpty ? VersionCheck.Passed : VersionCheck.Failed)
            .With("problems", ending.Problems.IsEmpty ? default : StoredJson.Of(ending.Problems))
            .With("pins", ending.Problems.IsEmpty ? ending.Pins?.ToArray() : null)
            .Execute(stop) == 1;

    /// <summary>Whether the version was to be activated; from here on it is not any more.</summary>
    private static async Task<bool> StopAwaiting(
        Session session, string template, TemplateVersionId version, CancellationToken stop) =>
        await session.Sql(
            "update template set awaited_version = null where name = @name and awaited_version = @version")
            .With("name", template)
            .With("version", version.Value)
            .Execute(stop) == 1;

    private async Task<IEnumerable<PresetId>> ActivateWhenChecked(
        Session session, TemplateVersion version, Retirement retirement, CancellationToken stop)
    {
        var stored = await ReadVersion(session, version.Id, stop);
        if (stored!.Check == VersionCheck.Passed)
        {
            return await Activate(session, stored, retirement, stop);
        }

        await session.Sql("update template set awaited_version = @version where name = @name")
            .With("version", version.Id.Value)
            .With("name", version.Definition.Name)
            .Execute(stop);
        return [];
    }

    private async Task<TemplateVersion?> ReadVersion(
        Session session, TemplateVersionId version, CancellationToken stop) =>
        (await session.Sql($"select {Rows.VersionColumns} from template_version v where v.id = @id")
            .With("id", version.Value)
            .List(_rows.Version, stop)).SingleOrDefault();
}
