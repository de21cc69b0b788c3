using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Prebuilds.Builds;
using Prebuilds.Planning;
using Prebuilds.Presets;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private static string Members { get; } =
        $"select {Rows.WorkspaceColumns} from workspace w where w.owner_id = {Literal.PrebuildsUser}";

    private const string Changes =
        $"select {Rows.BuildColumns} from build b where b.unapplied";

    private const string OldestFirst = " order by b.queued_at, b.id";

    public Task<Snapshot> TakeSnapshot(CancellationToken stop) => Read(
        Access.Snapshot,
        async session =>
        {
            var settings = await ReadSettings(session, stop);
            var presets = await session.Sql($"select {Rows.PresetColumns} from preset p").List(_rows.Slice, stop);
            var members = await session.Sql(Members).List(_rows.Workspace, stop);
            var changes = await session.Sql(Changes + OldestFirst).List(_rows.Build, stop);
            return new Snapshot(settings, Group(presets, members, changes));
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

    private static async Task<bool> TakeEpoch(
        Session session, PresetId preset, SiloIncarnation? silo, CancellationToken stop)
    {
        const string Take = "update preset set epoch = epoch + 1 where id = @id";
        var taking = silo is null
            ? session.Sql(Take)
            : session.Sql($"{Take} and {session.Dialect.IsActiveSilo}")
                .With("cluster", silo.ClusterId)
                .With("address", silo.Address)
                .With("port", silo.Port)
                .With("generation", silo.Generation);
        return await taking.With("id", preset.Value).Execute(stop) == 1;
    }

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
            .List(_rows.Workspace, stop);
        var changes = await session.Sql(Changes + " and b.preset_id = @preset" + OldestFirst)
            .With("preset", preset.Value)
            .List(_rows.Build, stop);
        return slice with { Members = [.. members], Changes = [.. changes] };
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
