using Prebuilds.Events;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly SiloIncarnation Stranger = new("prebuilds", "10.0.0.9", 11111, 7);

    [Fact]
    public async Task A_silo_that_is_no_active_member_takes_no_epoch()
    {
        var keeper = await Keeper.Start(Store);

        var opening = await Store.OpenPreset(keeper.Preset, Stranger, default);

        Assert.IsType<PresetOpening.NotMember>(opening);
        Assert.Equal(keeper.Epoch, (await Store.ReadPreset(keeper.Preset, default))!.Epoch);
        await keeper.Ready();
    }

    [Fact]
    public async Task No_member_learns_more_of_an_unknown_preset_than_that_it_is_unknown() =>
        Assert.IsType<PresetOpening.Unknown>(
            await Store.OpenPreset(new PresetId(A.Id("unknown")), Stranger, default));

    [Fact]
    public async Task A_silo_that_is_no_active_member_changes_no_template_and_no_settings()
    {
        var keeper = await Keeper.Start(Store);
        await Store.WriteSettings(new LoopSettings(true, "the weekend"), default);
        var next = Templates.Version(mark: "2", presets: "large");
        await Store.PushVersion(next, Templates.Package, activate: false, default);
        var unknown = Templates.Version("other", presets: "large");
        var events = await Events();

        await Refused(() => Store.Promote("go-dev", next.Id, Stranger, default));
        await Refused(() => Store.Retire("go-dev", deprecated: true, deleted: true, Stranger, default));
        await Refused(() => Store.PushVersion(next, Templates.Package, activate: true, Stranger, default));
        await Refused(() => Store.PushVersion(unknown, Templates.Package, activate: true, Stranger, default));
        await Refused(() => Store.WriteSettings(LoopSettings.Running, Stranger, default));

        var template = (await Store.ReadTemplate("go-dev", default))!;
        Assert.Equal((keeper.Version, false, false), (template.ActiveVersion, template.Deprecated, template.Deleted));
        Assert.Null(await Store.ReadTemplate("other", default));
        Assert.Equal(keeper.Version, (await Store.ReadPreset(keeper.Preset, default))!.Preset.Version);
        Assert.Equal(new LoopSettings(true, "the weekend"), await Store.ReadSettings(default));
        Assert.Equal(events, await Events());
    }

    protected static Task<NotMemberException> Refused(Func<Task> write) =>
        Assert.ThrowsAsync<NotMemberException>(write);

    private async Task<int> Events() => (await Store.ReadEvents(new EventQuery(null, 100), default)).Length;

    private async Task<PresetSlice> Opened(PresetId preset) =>
        Assert.IsType<PresetOpening.Opened>(await Store.OpenPreset(preset, null, default)).Slice;
}
