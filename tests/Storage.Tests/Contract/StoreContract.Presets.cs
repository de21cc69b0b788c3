using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Each_opening_takes_the_next_epoch_and_reading_takes_none()
    {
        var keeper = await Keeper.Start(Store);
        Assert.Equal(1, keeper.Epoch);

        var opened = Assert.IsType<PresetOpening.Opened>(await Store.OpenPreset(keeper.Preset, null, default));
        var read = await Store.ReadPreset(keeper.Preset, default);

        Assert.Equal((2, keeper.Revision), (opened.Slice.Epoch, opened.Slice.Revision));
        Assert.Equal(2, read!.Epoch);
        Assert.Equal(LoopSettings.Running, opened.Settings);
    }

    [Fact]
    public async Task A_slice_has_the_unclaimed_members_and_every_unapplied_build_oldest_first()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var members = await keeper.Ready(2);
        await keeper.Granted(keeper.Claim(members[0], "r1", claimBuild: true));
        keeper.Now += TimeSpan.FromMinutes(1);
        await keeper.Queue(2);
        var claim = await keeper.Lease();
        keeper.Now += TimeSpan.FromSeconds(1);
        var create = await keeper.Lease();

        var slice = await Store.ReadPreset(keeper.Preset, default);

        Assert.Equal((BuildKind.Claim, BuildKind.Create), (claim!.Build.Kind, create!.Build.Kind));
        Assert.Equal([claim.Build, create.Build], slice!.Changes.AsEnumerable());
        Assert.Equal(3, slice.Members.Length);
        Assert.DoesNotContain(slice.Members, member => member.Id == members[0] || !member.IsMember);
        var ready = Assert.Single(slice.Members, member => member.Id == members[1]);
        Assert.Equal((WorkspacePhase.Running, true, keeper.Version), (ready.Phase, ready.Ready, ready.Version));
        Assert.Equal((A.Noon, SystemUser.Prebuilds, null), (ready.CreatedAt, ready.Owner, ready.ClaimedAt));
    }

    [Fact]
    public async Task A_snapshot_has_what_is_live_and_what_still_has_something_to_do()
    {
        var idle = await Keeper.Start(Store, "idle");
        var draining = await Keeper.Start(Store, "draining");
        await draining.Ready();
        var owned = await Keeper.Start(Store, "owned", claimStep: true);
        await owned.Granted(owned.Claim((await owned.Ready())[0], "r1", claimBuild: true));
        await owned.Lease();
        var gone = await Keeper.Start(Store, "gone");
        await gone.Granted(gone.Claim((await gone.Ready())[0], "r2"));
        await Store.WriteSettings(new LoopSettings(true, null), default);
        foreach (var template in new[] { "draining", "owned", "gone" })
        {
            await Store.Retire(template, deprecated: false, deleted: true, default);
        }

        var snapshot = await Store.TakeSnapshot(default);

        Assert.True(snapshot.Settings.Paused);
        Assert.Equivalent(
            new[] { idle.Preset, draining.Preset, owned.Preset },
            snapshot.Presets.Select(slice => slice.Preset.Id),
            strict: true);
        foreach (var slice in snapshot.Presets)
        {
            var read = await Store.ReadPreset(slice.Preset.Id, default);
            Assert.Equal((read!.Epoch, read.Revision), (slice.Epoch, slice.Revision));
            Assert.Equal(read.Members.AsEnumerable(), slice.Members);
            Assert.Equal(read.Changes.AsEnumerable(), slice.Changes);
        }
    }

    [Fact]
    public async Task A_snapshot_shows_each_preset_once_with_all_its_members_however_they_lie()
    {
        var keepers = new List<Keeper>();
        foreach (var template in new[] { "a", "b", "empty", "c" })
        {
            keepers.Add(await Keeper.Start(Store, template));
        }

        foreach (var keeper in new[] { 0, 1, 3, 1, 0, 3, 0 }.Select(number => keepers[number]))
        {
            await keeper.Ready(2);
        }

        await Store.WriteSettings(new LoopSettings(true, null), default);
        var shown = new List<(LoopSettings Settings, PresetSlice Slice)>();

        var settings = await Store.TakeSnapshot((told, slice) => shown.Add((told, slice)), default);

        Assert.True(settings.Paused);
        Assert.All(shown, it => Assert.Equal(settings, it.Settings));
        Assert.Equivalent(
            keepers.Zip([6, 4, 0, 4], (keeper, members) => (keeper.Preset, members)),
            shown.Select(it => (it.Slice.Preset.Id, it.Slice.Members.Length)),
            strict: true);
        Assert.All(
            shown, it => Assert.All(it.Slice.Members, member => Assert.Equal(it.Slice.Preset.Id, member.Preset)));
    }

    [Fact]
    public async Task A_snapshot_leaves_out_what_is_still_as_it_was_at_rest()
    {
        var still = await Keeper.Start(Store, "still");
        await still.Ready(2);
        var written = await Keeper.Start(Store, "written");
        await written.Ready();
        var claimed = await Keeper.Start(Store, "claimed");
        var members = await claimed.Ready(2);
        var reopened = await Keeper.Start(Store, "reopened");
        var building = await Keeper.Start(Store, "building", claimStep: true);
        await building.Granted(building.Claim((await building.Ready())[0], "r1", claimBuild: true));
        var unknown = await Keeper.Start(Store, "unknown");
        var gone = await Keeper.Start(Store, "gone");
        await Store.Retire("gone", deprecated: false, deleted: true, default);
        var marks = (await Store.TakeSnapshot(default)).Presets
            .Where(slice => slice.Preset.Id != unknown.Preset)
            .ToDictionary(slice => slice.Preset.Id, slice => slice.Mark);
        await written.Write(new PresetChange.Facts(null, null, null, FailureRun.None));
        await claimed.Granted(claimed.Claim(members[0], "r2"));
        await reopened.Reopen();
        await building.Lease();

        var snapshot = await Store.TakeSnapshot(marks, default);

        Assert.Equal(1, snapshot.AtRest);
        Assert.Equivalent(
            new[] { written.Preset, claimed.Preset, reopened.Preset, building.Preset, unknown.Preset },
            snapshot.Presets.Select(slice => slice.Preset.Id),
            strict: true);
        Assert.DoesNotContain(gone.Preset, marks.Keys);
        foreach (var slice in snapshot.Presets)
        {
            var read = await Store.ReadPreset(slice.Preset.Id, default);
            Assert.Equal((read!.Mark, read.Preset), (slice.Mark, slice.Preset));
            Assert.Equal(read.Members.AsEnumerable(), slice.Members);
            Assert.Equal(read.Changes.AsEnumerable(), slice.Changes);
        }

        Assert.Equal((6, 0), await Counts(new Dictionary<PresetId, PresetMark>()));
        var all = (await Store.TakeSnapshot(default)).Presets.ToDictionary(
            slice => slice.Preset.Id, slice => slice.Mark);
        Assert.Equal((1, 5), await Counts(all));
    }

    private async Task<(int Shown, int AtRest)> Counts(Dictionary<PresetId, PresetMark> marks)
    {
        var snapshot = await Store.TakeSnapshot(marks, default);
        return (snapshot.Presets.Length, snapshot.AtRest);
    }

    [Fact]
    public async Task Instants_are_kept_to_the_microsecond_in_utc()
    {
        var keeper = await Keeper.Start(Store);
        var at = new DateTimeOffset(2025, 6, 2, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(123_456_7);
        keeper.Now = at;
        await keeper.Write(new PresetChange.Facts(at, null, null, new FailureRun(at, [at, at.AddDays(1)])));
        await keeper.Queue();
        await keeper.Lease();

        var slice = await Store.ReadPreset(keeper.Preset, default);

        var kept = A.Noon.AddTicks(123_456_0);
        var build = Assert.Single(slice!.Changes);
        DateTimeOffset?[] instants =
        [
            slice.Preset.InvalidatedAt, slice.Preset.Failures.LastSuccessAt, slice.Preset.Failures.FailedAt[0],
            slice.Members[0].CreatedAt, build.QueuedAt, build.StartedAt,
        ];
        Assert.All(instants, instant => Assert.Equal((kept, TimeSpan.Zero), (instant!.Value, instant.Value.Offset)));
    }

    [Fact]
    public async Task Settings_are_kept()
    {
        Assert.Equal(LoopSettings.Running, await Store.ReadSettings(default));

        await Store.WriteSettings(new LoopSettings(true, "maintenance: größer"), default);
        Assert.Equal(new LoopSettings(true, "maintenance: größer"), await Store.ReadSettings(default));

        await Store.WriteSettings(LoopSettings.Running, default);
        Assert.Equal(LoopSettings.Running, await Store.ReadSettings(default));
        await Store.Ping(default);
    }

    [Fact]
    public async Task A_snapshot_never_sees_half_of_a_write()
    {
        var keeper = await Keeper.Start(Store);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var count = 1; count <= 40; count++)
            {
                await keeper.Write(
                    keeper.NewMember(), new PresetChange.Facts(null, null, $"{count}", FailureRun.None));
            }

            await done.CancelAsync();
        });
        var seen = new HashSet<int>();
        do
        {
            var slice = Assert.Single((await Store.TakeSnapshot(default)).Presets);
            Assert.Equal(slice.Preset.ValidationError ?? "0", $"{slice.Members.Length}");
            Assert.Equal(slice.Revision, slice.Members.Length + 1);
            seen.Add(slice.Members.Length);
        }
        while (!done.IsCancellationRequested);

        await writing;
        Assert.NotEmpty(seen);
    }
}
