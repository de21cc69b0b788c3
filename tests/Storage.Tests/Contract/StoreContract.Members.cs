using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;

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
            await Store.OpenPreset(new PresetId(Testing.A.Id("unknown")), Stranger, default));

    private async Task<PresetSlice> Opened(PresetId preset) =>
        Assert.IsType<PresetOpening.Opened>(await Store.OpenPreset(preset, null, default)).Slice;
}
