using Prebuilds.Planning.Snapshots;

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

    [Fact]
    public async Task What_a_frozen_silo_was_asked_to_promote_replaces_nothing_that_another_promoted_since()
    {
        var keeper = await Keeper.Start(Store);
        var first = Templates.Version(mark: "2", presets: "large");
        var second = Templates.Version(mark: "3", presets: "large");
        await Join(First);
        Assert.Single(await Store.PushVersion(first, Templates.Package, activate: true, First, default));
        Assert.Empty(await Store.PushVersion(second, Templates.Package, activate: false, First, default));
        Assert.Single((await Store.Promote("go-dev", second.Id, First, default))!.Value);
        Assert.Single((await Store.Retire("go-dev", deprecated: true, deleted: false, First, default))!.Value);
        await Store.WriteSettings(new LoopSettings(true, null), First, default);

        await GiveUp(First);

        await Refused(() => Store.Promote("go-dev", first.Id, First, default));
        await Refused(() => Store.Retire("go-dev", deprecated: false, deleted: false, First, default));
        await Refused(() => Store.WriteSettings(LoopSettings.Running, First, default));
        var preset = (await Store.ReadPreset(keeper.Preset, default))!.Preset;
        Assert.Equal((second.Id, true), (preset.Version, preset.TemplateDeprecated));
        Assert.True((await Store.ReadSettings(default)).Paused);
    }

    /// <summary>Lists a silo as an active member.</summary>
    protected abstract Task Join(SiloIncarnation silo);

    /// <summary>Lists a member as dead.</summary>
    protected abstract Task GiveUp(SiloIncarnation silo);
}
