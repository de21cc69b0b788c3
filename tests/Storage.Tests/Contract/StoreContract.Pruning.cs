using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Versions_beyond_the_newest_go_once_nothing_needs_them()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready())[0];
        await Push("2", hours: 1, activate: true);
        await Push("3", hours: 2);
        await Push("4", hours: 3, check: VersionCheck.Pending);
        await Push("5", hours: 4);
        await Push("6", hours: 5);

        Assert.Equal(1, await Store.PruneTemplates(2, default));
        // A member is of the first, the second is active, the fourth waits for its check.
        Assert.Equal(["6", "5", "4", "2", "1"], await Marks());
        Assert.Null(await Store.ReadPackage(Templates.Version(mark: "3").Id, default));
        Assert.Null(await Store.Promote("go-dev", Templates.Version(mark: "3").Id, default));

        await keeper.Reopen();
        await Remove(keeper, member);
        Assert.Equal(0, await Store.PruneTemplates(2, default));
        await Store.Prune(keeper.Now.AddDays(1), default);
        Assert.Equal(1, await Store.PruneTemplates(2, default));
        Assert.Equal(["6", "5", "4", "2"], await Marks());
        Assert.Equal(0, await Store.PruneTemplates(2, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.PruneTemplates(0, default));
    }

    [Fact]
    public async Task A_version_that_was_pruned_may_be_pushed_again()
    {
        await Keeper.Start(Store);
        await Push("2", hours: 1);
        await Push("3", hours: 2);
        Assert.Equal(1, await Store.PruneTemplates(1, default));

        await Push("2", hours: 3, activate: true);

        Assert.Equal(["2", "3", "1"], await Marks());
        Assert.Equal(
            Templates.Version(mark: "2").Id, (await Store.ReadTemplate("go-dev", default))!.ActiveVersion);
    }

    [Fact]
    public async Task A_deleted_template_goes_whole_once_nothing_of_it_is_left_and_its_name_is_free()
    {
        var other = await Keeper.Start(Store, "other");
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready())[0];
        await keeper.Granted(keeper.Claim(member, "r1", name: "mine"));
        await Push("2", hours: 1);
        await Store.Retire("go-dev", deprecated: true, deleted: true, default);
        await keeper.Reopen();

        Assert.Equal(1, await Store.PruneTemplates(20, default));
        Assert.Equal("mine", (await Store.ReadWorkspace(member, default))!.Entry.Workspace.Name);
        await Remove(keeper, member);
        Assert.Equal(0, await Store.PruneTemplates(20, default));
        await Store.Prune(keeper.Now.AddDays(1), default);
        Assert.Equal(1, await Store.PruneTemplates(20, default));

        Assert.Null(await Store.ReadTemplate("go-dev", default));
        Assert.Null(await Store.ReadPreset(keeper.Preset, default));
        Assert.Null(await Store.ReadPackage(Templates.Version().Id, default));
        Assert.NotNull(await Store.ReadPreset(other.Preset, default));
        var anew = await Keeper.Start(Store);
        Assert.Equal(keeper.Preset, anew.Preset);
        Assert.False((await Store.ReadTemplate("go-dev", default))!.Deprecated);
        Assert.True(anew.Epoch > keeper.Epoch);
        Assert.IsType<PresetWriteResult.Fenced>(await keeper.TryWrite(keeper.NewMember()));
    }

    [Fact]
    public async Task A_deleted_template_that_is_pushed_before_it_is_pruned_goes_on_with_what_it_has_left()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Ready();
        await Push("2", hours: 1);
        await Store.Retire("go-dev", deprecated: false, deleted: true, default);
        Assert.Equal(1, await Store.PruneTemplates(20, default));

        await Push("3", hours: 2);

        Assert.Equal(["3", "1"], await Marks());
        var template = await Store.ReadTemplate("go-dev", default);
        Assert.Equal((Templates.Version().Id, false), (template!.ActiveVersion!.Value, template.Deleted));
        Assert.True((await Store.ReadPreset(keeper.Preset, default))!.Preset.Live);
        Assert.Equal(0, await Store.PruneTemplates(20, default));
    }

    [Fact]
    public async Task A_version_is_read_alone_with_whether_it_is_active()
    {
        await Keeper.Start(Store);
        await Push("2", hours: 1, check: VersionCheck.Pending);

        var first = await Store.ReadVersion(Templates.Version().Id, default);
        var second = await Store.ReadVersion(Templates.Version(mark: "2").Id, default);

        Assert.Equal((true, A.Noon), (first!.IsActive, first.Version.PushedAt));
        Assert.Equal((false, VersionCheck.Pending), (second!.IsActive, second.Version.Check));
        Assert.Null(await Store.ReadVersion(new TemplateVersionId(A.Id("unknown")), default));
    }

    private async Task Push(
        string mark, int hours, bool activate = false, VersionCheck check = VersionCheck.Passed) =>
        await Store.PushVersion(
            Templates.Version(mark: mark, presets: "large") with { PushedAt = A.Noon.AddHours(hours), Check = check },
            Templates.Package,
            activate,
            default);

    private async Task<IEnumerable<string>> Marks() => (await Store.ReadTemplate("go-dev", default))!.Versions
        .Select(version => version.Definition.Presets[0].Parameters["cpus"]);

    private async Task Remove(Keeper keeper, WorkspaceId workspace)
    {
        var owner = (await Store.ReadWorkspace(workspace, default))!.Entry.Workspace.Owner;
        await keeper.Write(keeper.Deletion(workspace, owner));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
    }
}
