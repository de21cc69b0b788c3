using System.Collections.Immutable;
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
    private const string PoolByPool = " order by w.preset_id";

    public Task<LoopSettings> TakeSnapshot(Action<LoopSettings, PresetSlice> show, CancellationToken stop) => Run(
        _once,
        Access.Snapshot,
        async session =>
        {
            var settings = await ReadSettings(session, stop);
            var changes = await session.Sql(Changes + OldestFirst).List(_rows.Build, stop);
            await ReadSlices(
                session.Sql($"select {Rows.PresetColumns} from preset p"),
                session.Sql(Members + PoolByPool),
                changes,
                slice => show(settings, slice),
                stop);
            return settings;
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
            var presets = ImmutableArray.CreateBuilder<PresetSlice>(ids.Count);
            if (ids.Count > 0)
            {
                await ReadSome(session, RowBatch.Of("i", "id", ids), changes, presets.Add, stop);
            }

            return new Snapshot(settings, presets.DrainToImmutable(), marks.Count - ids.Count);
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

    private Task ReadSome(
        Session session, RowBatch ids, List<Build> changes, Action<PresetSlice> show, CancellationToken stop)
    {
        var source = session.Dialect.Source(ids);
        return ReadSlices(
            session.Sql($"select {Rows.PresetColumns} from {source} join preset p on p.id = i.id").With(ids),
            session.Sql(
                $"""
                select {Rows.MemberColumns} from {source} join workspace w on w.preset_id = i.id
                where w.owner_id = {Literal.PrebuildsUser}{PoolByPool}
                """)
                .With(ids),
            changes,
            show,
            stop);
    }

    /// <summary>Shows each preset as soon as all of it is read; members come pool by pool.</summary>
    private async Task ReadSlices(
        Statement presets, Statement members, List<Build> changes, Action<PresetSlice> show, CancellationToken stop)
    {
        var changesOf = changes.ToLookup(build => build.Preset);
        var waiting = (await presets.List(_rows.Slice, stop)).ToDictionary(slice => slice.Preset.Id);
        await ForEachPool(
            members,
            pool =>
            {
                if (waiting.Remove(pool[0].Preset, out var slice))
                {
                    show(slice with { Members = [.. pool], Changes = [.. changesOf[slice.Preset.Id]] });
                }
            },
            stop);
        foreach (var slice in waiting.Values)
        {
            ImmutableArray<Build> unapplied = [.. changesOf[slice.Preset.Id]];
            if (slice.Preset.Live || !unapplied.IsEmpty)
            {
                show(slice with { Changes = unapplied });
            }
        }
    }

    private async Task ForEachPool(Statement members, Action<List<Workspace>> read, CancellationToken stop)
    {
        var pool = new List<Workspace>();
        await members.ForEach(
            row =>
            {
                var member = _rows.Member(row);
                if (pool is [var first, ..] && first.Preset != member.Preset)
                {
                    read(pool);
                    pool.Clear();
                }

                pool.Add(member);
            },
            stop);
        if (pool is not [])
        {
            read(pool);
        }
    }
}
