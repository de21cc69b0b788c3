using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_pushed_version_is_read_back_whole()
    {
        var pushed = Templates.Version(claimStep: true, presets: ["large", "small"]);

        await Store.PushVersion(pushed, Templates.Package, activate: true, default);

        var template = await Store.ReadTemplate("go-dev", default);
        Assert.Equal(pushed.Id, template!.ActiveVersion);
        var version = Assert.Single(template.Versions);
        Assert.Equal((pushed.Id, true, A.Noon), (version.Id, version.HasClaimStep, version.PushedAt));
        Assert.Equal(pushed.Definition.Parameters.AsEnumerable(), version.Definition.Parameters);
        Assert.Equal(ProvisionerKind.Script, version.Definition.Provisioner);
        Assert.Equal(["large", "small"], version.Definition.Presets.Select(preset => preset.Name));
        Assert.Equal(pushed.Definition.Presets[0].Parameters, version.Definition.Presets[0].Parameters);
        var package = await Store.ReadPackage(pushed.Id, default);
        Assert.Equal(Contents(Templates.Package), Contents(package!));
    }

    [Fact]
    public async Task Activating_a_version_defines_its_presets()
    {
        var pushed = Templates.Version(mark: "8", claimStep: true, presets: "large");

        var changed = await Store.PushVersion(pushed, Templates.Package, activate: true, default);

        var name = new PresetName("go-dev", "large");
        Assert.Equal(name.ToId(), Assert.Single(changed));
        var slice = await Store.ReadPreset(name.ToId(), default);
        Assert.Equal((0, 1), (slice!.Epoch, slice.Revision));
        Assert.Equal((name, pushed.Id, true), (slice.Preset.Name, slice.Preset.Version, slice.Preset.HasClaimStep));
        Assert.Equal([("cpus", "8"), ("disk", "10")], slice.Preset.Parameters.Select(it => (it.Key, it.Value)));
        Assert.True(slice.Preset.Live);
        var pool = slice.Preset.Pool;
        Assert.Equal((3, TimeSpan.FromHours(24)), (pool.Instances, pool.Ttl));
        Assert.Equal(TimeSpan.FromMinutes(7), pool.ReadyTimeout);
        Assert.Equal("Europe/Berlin", pool.Schedule!.TimeZone);
        Assert.Equal(new ScheduleWindow("* 8-18 * * 1-5", 5), Assert.Single(pool.Schedule.Windows));
        Assert.Equal(Rollout.Rolling, pool.Rollout);
    }

    [Fact]
    public async Task The_same_version_twice_changes_nothing()
    {
        var keeper = await Keeper.Start(Store);
        var again = Templates.Version(presets: "large") with { PushedAt = A.Noon.AddHours(1) };

        Assert.Empty(await Store.PushVersion(again, Templates.Package, activate: true, default));
        Assert.Empty((await Store.Promote("go-dev", again.Id, default))!.Value);

        Assert.Equal(keeper.Revision, (await Store.ReadPreset(keeper.Preset, default))!.Revision);
        Assert.Equal(A.Noon, Assert.Single((await Store.ReadTemplate("go-dev", default))!.Versions).PushedAt);
    }

    [Fact]
    public async Task A_version_that_is_not_activated_changes_no_preset()
    {
        var version = Templates.Version(presets: "large");

        Assert.Empty(await Store.PushVersion(version, Templates.Package, activate: false, default));

        Assert.Null((await Store.ReadTemplate("go-dev", default))!.ActiveVersion);
        Assert.Null(await Store.ReadPreset(new PresetName("go-dev", "large").ToId(), default));
        Assert.Single((await Store.Promote("go-dev", version.Id, default))!.Value);
        Assert.Equal(version.Id, (await Store.ReadTemplate("go-dev", default))!.ActiveVersion);
    }

    [Fact]
    public async Task A_new_version_raises_the_revision_and_forgets_failures_of_the_old_one()
    {
        var keeper = await Keeper.Start(Store);
        var facts = new PresetChange.Facts(A.Noon, A.Noon.AddHours(1), "bad cpus", new FailureRun(A.Noon, [A.Noon]));
        await keeper.Write(facts);

        await Store.PushVersion(Templates.Version(mark: "2", presets: "large"), Templates.Package, true, default);

        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Equal((keeper.Epoch, keeper.Revision + 1), (slice!.Epoch, slice.Revision));
        Assert.Equal(("2", null), (slice.Preset.Parameters["cpus"], slice.Preset.ValidationError));
        Assert.Equal((null, 0), (slice.Preset.Failures.LastSuccessAt, slice.Preset.Failures.FailedAt.Length));
        Assert.Equal((A.Noon, A.Noon.AddHours(1)), (slice.Preset.InvalidatedAt, slice.Preset.ClearedAt));
        Assert.IsType<PresetWriteResult.Outdated>(await keeper.TryWrite(facts));
    }

    [Fact]
    public async Task A_preset_that_the_active_version_lacks_is_not_live_until_one_has_it_again()
    {
        var one = Templates.Version(mark: "1", presets: ["large", "small"]);
        await Store.PushVersion(one, Templates.Package, true, default);
        var small = new PresetName("go-dev", "small").ToId();

        var dropped = await Store.PushVersion(
            Templates.Version(mark: "2", presets: "large"), Templates.Package, true, default);

        Assert.Contains(small, dropped);
        var slice = await Store.ReadPreset(small, default);
        Assert.Equal((false, one.Id), (slice!.Preset.IsActiveVersion, slice.Preset.Version));
        var back = await Store.Promote("go-dev", one.Id, default);
        Assert.Contains(small, back!.Value);
        Assert.True((await Store.ReadPreset(small, default))!.Preset.Live);
    }

    [Fact]
    public async Task What_is_unknown_cannot_be_promoted_retired_or_read()
    {
        await Keeper.Start(Store);
        var unknown = new TemplateVersionId(A.Id("unknown"));
        await Store.PushVersion(Templates.Version("other", presets: "p"), Templates.Package, true, default);

        Assert.Null(await Store.Promote("go-dev", unknown, default));
        Assert.Null(await Store.Promote("go-dev", Templates.Version("other").Id, default));
        Assert.Null(await Store.Promote("unknown", Templates.Version().Id, default));
        Assert.Null(await Store.Retire("unknown", true, false, default));
        Assert.Null(await Store.ReadTemplate("unknown", default));
        Assert.Null(await Store.ReadPackage(unknown, default));
        Assert.Null(await Store.ReadPreset(new PresetId(A.Id("unknown")), default));
        Assert.IsType<PresetOpening.Unknown>(await Store.OpenPreset(new PresetId(A.Id("unknown")), null, default));
    }

    [Fact]
    public async Task Retiring_drains_the_presets_and_only_a_change_raises_their_revision()
    {
        var keeper = await Keeper.Start(Store);

        Assert.Equal(keeper.Preset, Assert.Single((await Store.Retire("go-dev", true, false, default))!.Value));
        Assert.Empty((await Store.Retire("go-dev", true, false, default))!.Value);

        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Equal((true, false), (slice!.Preset.TemplateDeprecated, slice.Preset.TemplateDeleted));
        Assert.Equal(keeper.Revision + 1, slice.Revision);
        Assert.True((await Store.ReadTemplate("go-dev", default))!.Deprecated);
    }

    [Fact]
    public async Task Pushing_revives_a_deleted_template_and_leaves_it_deprecated()
    {
        var keeper = await Keeper.Start(Store);
        await Store.Retire("go-dev", deprecated: true, deleted: true, default);
        Assert.Empty(await Store.ListTemplates(default));

        var changed = await Store.PushVersion(
            Templates.Version(mark: "2", presets: "large"), Templates.Package, activate: false, default);

        Assert.Equal(keeper.Preset, Assert.Single(changed));
        var template = Assert.Single(await Store.ListTemplates(default));
        Assert.Equal((true, false), (template.Deprecated, template.Deleted));
        var preset = (await Store.ReadPreset(keeper.Preset, default))!.Preset;
        Assert.Equal((true, false), (preset.TemplateDeprecated, preset.TemplateDeleted));
    }

    [Fact]
    public async Task Templates_are_listed_by_name_and_their_versions_newest_first()
    {
        foreach (var (template, mark, hours) in new[] { ("b", "1", 0), ("a", "1", 1), ("a", "2", 3), ("a", "3", 2) })
        {
            var version = Templates.Version(template, mark) with { PushedAt = A.Noon.AddHours(hours) };
            await Store.PushVersion(version, Templates.Package, true, default);
        }

        var templates = await Store.ListTemplates(default);

        Assert.Equal(["a", "b"], templates.Select(template => template.Name));
        Assert.Equal([3, 2, 1], templates[0].Versions.Select(version => (version.PushedAt - A.Noon).Hours));
    }

    private static IEnumerable<(string Path, bool Executable, string Content)> Contents(TemplatePackage package) =>
        package.Files.Select(file => (file.Path, file.Executable, Convert.ToHexString([.. file.Content])));
}
