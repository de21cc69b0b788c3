using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_write_under_an_old_epoch_is_fenced_and_changes_nothing()
    {
        var old = await Keeper.Start(Store);
        var young = await Keeper.Open(Store, old.Preset);

        Assert.IsType<PresetWriteResult.Fenced>(await old.TryWrite(old.NewMember()));

        var slice = await Store.ReadPreset(old.Preset, default);
        Assert.Equal((0, young.Revision), (slice!.Members.Length, slice.Revision));
        Assert.Null(await young.Lease());
        Assert.Empty(await young.Write(young.NewMember()));
    }

    [Fact]
    public async Task A_write_under_a_newer_epoch_than_stored_or_of_an_unknown_preset_is_fenced()
    {
        var keeper = await Keeper.Start(Store);
        keeper.Epoch++;
        Assert.IsType<PresetWriteResult.Fenced>(await keeper.TryWrite());

        var unknown = new PresetWrite(new(A.Id("unknown")), 1, 1, [], A.Noon);
        Assert.IsType<PresetWriteResult.Fenced>(await Store.Write(unknown, default));
    }

    [Fact]
    public async Task A_write_of_an_old_revision_is_outdated_and_changes_nothing()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        keeper.Revision--;

        Assert.IsType<PresetWriteResult.Outdated>(await keeper.TryWrite(keeper.NewMember()));

        Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members);
    }

    [Fact]
    public async Task Of_concurrent_writes_of_one_revision_one_holds()
    {
        var keeper = await Keeper.Start(Store);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.Write(
            new PresetWrite(keeper.Preset, keeper.Epoch, keeper.Revision, [keeper.NewMember()], A.Noon), default)));

        Assert.Single(results.OfType<PresetWriteResult.Written>());
        Assert.Equal(7, results.OfType<PresetWriteResult.Outdated>().Count());
        Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members);
    }

    [Fact]
    public async Task A_created_member_is_queued_with_its_build()
    {
        var keeper = await Keeper.Start(Store);
        var create = keeper.NewMember();

        Assert.Empty(await keeper.Write(create));

        var details = await Store.ReadWorkspace(create.Member.Id, default);
        Assert.Equal(create.Member, details!.Entry.Workspace);
        Assert.Equal(SystemUser.PrebuildsName, details.Entry.OwnerName);
        var build = Assert.Single(details.Builds);
        var expected = A.Build(create.Member) with { Id = create.Build, QueuedAt = A.Noon };
        Assert.Equal(expected, build);
        Assert.Empty((await Store.ReadPreset(keeper.Preset, default))!.Changes);
    }

    [Fact]
    public async Task A_thousand_members_are_created_in_one_write()
    {
        var keeper = await Keeper.Start(Store);

        await keeper.Queue(1000);

        Assert.Equal(1000, (await Store.ReadPreset(keeper.Preset, default))!.Members.Length);
    }

    [Fact]
    public async Task Creating_the_same_member_twice_creates_it_once()
    {
        var keeper = await Keeper.Start(Store);
        var create = keeper.NewMember();
        await keeper.Write(create);
        await keeper.Lease();

        Assert.Empty(await keeper.Write(create, keeper.NewMember()));

        var details = await Store.ReadWorkspace(create.Member.Id, default);
        Assert.Equal(BuildStatus.Running, Assert.Single(details!.Builds).Status);
        Assert.Equal(2, (await Store.ReadPreset(keeper.Preset, default))!.Members.Length);
    }

    [Fact]
    public async Task A_member_that_is_gone_is_not_created_again()
    {
        var keeper = await Keeper.Start(Store);
        var create = keeper.NewMember();
        await keeper.Write(create);
        await keeper.Write(new PresetChange.Cancel(create.Member.Id, "surplus"));

        Assert.Empty(await keeper.Write(create));

        Assert.Null(await Store.ReadWorkspace(create.Member.Id, default));
    }

    [Fact]
    public async Task A_member_whose_name_is_taken_is_refused_alone()
    {
        var keeper = await Keeper.Start(Store);
        var first = keeper.NewMember();
        var second = keeper.NewMember();
        second = second with { Member = second.Member with { Name = first.Member.Name } };
        await keeper.Write(first);

        var refused = await keeper.Write(second, keeper.NewMember());

        Assert.Equal(second.Member.Id, Assert.Single(refused));
        Assert.Equal(2, (await Store.ReadPreset(keeper.Preset, default))!.Members.Length);
        Assert.Null(await Store.ReadBuild(second.Build, default));
    }

    [Fact]
    public async Task Cancelling_withdraws_a_member_that_nobody_picked_up()
    {
        var keeper = await Keeper.Start(Store);
        var create = keeper.NewMember();
        await keeper.Write(create);

        Assert.Empty(await keeper.Write(new PresetChange.Cancel(create.Member.Id, "surplus")));

        Assert.Null(await Store.ReadWorkspace(create.Member.Id, default));
        var build = await Store.ReadBuild(create.Build, default);
        Assert.Equal((BuildStatus.Cancelled, A.Noon), (build!.Status, build.FinishedAt));
        Assert.Null(await keeper.Lease());
        Assert.Empty((await Store.ReadPreset(keeper.Preset, default))!.Changes);
    }

    [Fact]
    public async Task Cancelling_is_refused_once_a_worker_has_picked_the_member_up()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Queue())[0];
        var lease = await keeper.Lease();

        Assert.Equal(member, Assert.Single(await keeper.Write(new PresetChange.Cancel(member, "surplus"))));
        await keeper.Finish(lease!, new BuildResult.Returned());
        Assert.Equal(member, Assert.Single(await keeper.Write(new PresetChange.Cancel(member, "surplus"))));

        Assert.NotNull(await Store.ReadWorkspace(member, default));
    }

    [Fact]
    public async Task Facts_are_replaced()
    {
        var keeper = await Keeper.Start(Store);
        var run = new FailureRun(A.Noon, [A.Noon.AddMinutes(1), A.Noon.AddMinutes(2)])
        {
            NoRoomAt = [A.Noon.AddMinutes(3)],
        };

        await keeper.Write(new PresetChange.Facts(A.Noon, A.Noon.AddHours(1), "no such size", run));

        var preset = (await Store.ReadPreset(keeper.Preset, default))!.Preset;
        Assert.Equal((A.Noon, A.Noon.AddHours(1)), (preset.InvalidatedAt, preset.ClearedAt));
        Assert.Equal("no such size", preset.ValidationError);
        Assert.Equal(run.LastSuccessAt, preset.Failures.LastSuccessAt);
        Assert.Equal(run.FailedAt.AsEnumerable(), preset.Failures.FailedAt);
        Assert.Equal(run.NoRoomAt.AsEnumerable(), preset.Failures.NoRoomAt);
        await keeper.Write(new PresetChange.Facts(null, null, null, FailureRun.None));
        preset = (await Store.ReadPreset(keeper.Preset, default))!.Preset;
        Assert.Equal((null, null, null), (preset.InvalidatedAt, preset.ClearedAt, preset.ValidationError));
        Assert.Empty(preset.Failures.FailedAt);
    }

    [Fact]
    public async Task A_grain_cannot_change_another_presets_workspaces()
    {
        var mine = await Keeper.Start(Store);
        var theirs = await Keeper.Start(Store, "other");
        var ready = (await theirs.Ready())[0];
        var queued = (await theirs.Queue())[0];
        var lease = await theirs.Lease();

        var refused = await mine.Write(
            mine.Deletion(ready),
            new PresetChange.Cancel(queued, "surplus"),
            new PresetChange.Apply(lease!.Build, new WorkspaceProgress(WorkspacePhase.Failed, false, HandOver.None)));

        Assert.Equal([ready, queued, queued], refused.AsEnumerable());
        Assert.Equal(2, (await Store.ReadPreset(theirs.Preset, default))!.Members.Length);
    }
}
