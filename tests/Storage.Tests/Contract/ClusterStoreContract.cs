namespace Prebuilds.Storage.Tests.Contract;

/// <summary>What a store that silos share promises besides.</summary>
public abstract class ClusterStoreContract : StoreContract
{
    private static readonly SiloIncarnation First = new("blue", "10.0.0.1", 11111, 1);

    [Fact]
    public async Task An_active_member_takes_epochs_until_it_is_given_up()
    {
        var keeper = await Keeper.Start(Store);
        await Join(First);

        var opened = Assert.IsType<PresetOpening.Opened>(await Store.OpenPreset(keeper.Preset, First, default));
        await GiveUp(First);

        Assert.Equal(2, opened.Slice.Epoch);
        Assert.IsType<PresetOpening.NotMember>(await Store.OpenPreset(keeper.Preset, First, default));
        Assert.Equal(2, (await Store.ReadPreset(keeper.Preset, default))!.Epoch);
    }

    [Fact]
    public async Task Only_the_very_life_of_the_very_silo_is_a_member()
    {
        var keeper = await Keeper.Start(Store);
        await Join(First);
        SiloIncarnation[] others =
        [
            First with { ClusterId = "green" }, First with { Address = "10.0.0.2" }, First with { Port = 11112 },
            First with { Generation = 2 },
        ];

        foreach (var other in others)
        {
            Assert.IsType<PresetOpening.NotMember>(await Store.OpenPreset(keeper.Preset, other, default));
        }
    }

    /// <summary>Lists a silo as an active member.</summary>
    protected abstract Task Join(SiloIncarnation silo);

    /// <summary>Lists a member as dead.</summary>
    protected abstract Task GiveUp(SiloIncarnation silo);
}
