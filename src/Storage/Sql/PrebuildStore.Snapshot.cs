using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Prebuilds.Builds;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private static string Members { get; } =
        $"select {Rows.MemberColumns} from workspace w where w.owner_id = {Literal.PrebuildsUser}";

    private const string Marks =
        """
        select p.id, p.epoch, p.revision, p.is_active_version and not p.template_deprecated and not p.template_deleted
        from preset p
        """;

    private static string Counts { get; } =
        $"""
        select w.preset_id, cast(count(*) as integer) from workspace w
        where w.owner_id = {Literal.PrebuildsUser} group by w.preset_id
        """;

    private const string Changes =
        $"select {Rows.BuildColumns} from build b where b.unapplied";

    private const string OldestFirst = " order by b.queued_at, b.id";

    public Task<Snapshot> TakeSnapshot(CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var settings = await ReadSettings(session, stop);
            var presets = await session.Sql($"select {Rows.PresetColumns} from preset p").List(_rows.Slice, stop);
            var members = await session.Sql(Members).List(_rows.Member, stop);
            var changes = await session.Sql(Changes + OldestFirst).List(_rows.Build, stop);
            return new Snapshot(settings, Group(presets, members, changes));
        },
        stop);

    public Task<Snapshot> TakeSnapshot(
        IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var settings = await ReadSettings(session, stop);
            var changes = await session.Sql(Changes + OldestFirst).List(_rows.Build, stop);
            var marks = await ReadMarks(session, changes, stop);
            var changed = changes.Select(build => build.Preset).ToHashSet();
            var ids = marks
                .Where(it => changed.Contains(it.Preset)
                    || !atRest.TryGetValue(it.Preset, out var known) || known != it.Mark)
                .Select(it => it.Preset.Value)
                .ToList();
            var presets = ids.Count == 0 ? [] : await ReadSlices(session, RowBatch.Of("i", "id", ids), changes, stop);
            return new Snapshot(settings, presets, marks.Count - ids.Count);
        },
        stop);

    // The epoch is taken first: from there on its row keeps every claim and write of older epochs out, so the reads
    // that follow see all that those had stored.
    public Task<PresetOpening> OpenPreset(PresetId preset, SiloIncarnation? silo, CancellationToken stop) =>
        Change<PresetOpening>(
            async session => await TakeEpoch(session, preset, silo, stop)
                ? new PresetOpening.Opened(
                    (await ReadSlice(session, preset, stop))!, await ReadSettings(session, stop))
                : await ReadSlice(session, preset, stop) is null
                    ? new PresetOpening.Unknown()
                    : new PresetOpening.NotMember(),
            stop);

    public Task<PresetSlice?> ReadPreset(PresetId preset, CancellationToken stop) =>
        Read(Access.Snapshot, session => ReadSlice(session, preset, stop), stop);

    private async Task<PresetSlice?> ReadSlice(Session session, PresetId preset, CancellationToken stop)
    {
        var slices = await session.Sql($"select {Rows.PresetColumns} from preset p where p.id = @preset")
            .With("preset", preset.Value)
            .List(_rows.Slice, stop);
        if (slices is not [var slice])
        {
            return null;
        }

        var members = await session.Sql(Members + " and w.preset_id = @preset")
            .With("preset", preset.Value)
            .List(_rows.Member, stop);
        var changes = await session.Sql(Changes + " and b.preset_id = @preset" + OldestFirst)
            .With("preset", preset.Value)
            .List(_rows.Build, stop);
        return slice with { Members = [.. members], Changes = [.. changes] };
    }

    /// <summary>The marks of the presets that a snapshot has.</summary>
    private static async Task<List<(PresetId Preset, PresetMark Mark)>> ReadMarks(
        Session session, List<Build> changes, CancellationToken stop)
    {
        var members = (await session.Sql(Counts).List(row => (Preset: Rows.Id(row), Count: row.GetInt32(1)), stop))
            .ToDictionary(row => row.Preset, row => row.Count);
        var needed = members.Keys.Concat(changes.Select(build => build.Preset.Value)).ToHashSet();
        var marks = await session.Sql(Marks).List(
            row =>
            {
                var id = Rows.Id(row);
                var mark = new PresetMark(row.GetInt64(1), row.GetInt64(2), members.GetValueOrDefault(id));
                return (Preset: new PresetId(id), Mark: mark, IsIn: row.GetBoolean(3) || needed.Contains(id));
            },
            stop);
        return [.. marks.Where(it => it.IsIn).Select(it => (it.Preset, it.Mark))];
    }

    private async Task<ImmutableArray<PresetSlice>> ReadSlices(
        Session session, RowBatch ids, List<Build> changes, CancellationToken stop)
    {
        var source = session.Dialect.Source(ids);
        var presets = await session.Sql($"select {Rows.PresetColumns} from {source} join preset p on p.id = i.id")
            .With(ids)
            .List(_rows.Slice, stop);
        var members = await session.Sql(
            $"""
            select {Rows.MemberColumns} from {source} join workspace w on w.preset_id = i.id
            where w.owner_id = {Literal.PrebuildsUser}
            """)
            .With(ids)
            .List(_rows.Member, stop);
        return Group(presets, members, changes);
    }

    private static ImmutableArray<PresetSlice> Group(
        List<PresetSlice> presets, List<Workspace> members, List<Build> changes)
    {
        var membersOf = ByPreset(members, member => member.Preset);
        var changesOf = ByPreset(changes, build => build.Preset);
        return
        [
            .. presets
                .Select(slice => slice with
                {
                    Members = [.. membersOf.GetValueOrDefault(slice.Preset.Id, [])],
                    Changes = [.. changesOf.GetValueOrDefault(slice.Preset.Id, [])],
                })
                .Where(slice => slice.Preset.Live || !slice.Members.IsEmpty || !slice.Changes.IsEmpty),
        ];
    }

    private static Dictionary<PresetId, List<T>> ByPreset<T>(List<T> rows, Func<T, PresetId> preset)
    {
        var groups = new Dictionary<PresetId, List<T>>();
        foreach (var row in rows)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, preset(row), out _);
            (group ??= []).Add(row);
        }

        return groups;
    }
}
