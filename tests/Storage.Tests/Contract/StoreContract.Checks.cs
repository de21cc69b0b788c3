using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly ImmutableArray<Problem> Faults =
        [new("main.tf:3", "there is no variable 'x'", "Declare it")];

    private static readonly PresetId Checked = new PresetName("go-dev", "large").ToId();

    [Fact]
    public async Task A_version_is_activated_when_its_check_has_passed()
    {
        var version = await PushUnchecked("1");
        Assert.Equal((null, VersionCheck.Pending), await State(version));
        Assert.Null(await Store.Promote("go-dev", version, default));
        Assert.Null(await Store.ReadPreset(Checked, default));

        var taken = await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);

        Assert.Equal(version, taken!.Id);
        Assert.Null(await Store.LeaseCheck(A.Id("other"), A.Noon, A.Noon.AddMinutes(1), default));
        var changed = (await Store.FinishCheck(version, A.Id("worker"), new([]), default))!.Value;
        Assert.Equal([Checked], changed.AsEnumerable());
        Assert.Equal((version, VersionCheck.Passed), await State(version));
        Assert.True((await Store.ReadPreset(Checked, default))!.Preset.Live);
        Assert.Null(await Store.FinishCheck(version, A.Id("worker"), new([]), default));
        Assert.Null(await Store.LeaseCheck(A.Id("worker"), A.Noon.AddDays(1), A.Noon.AddDays(2), default));
    }

    [Fact]
    public async Task A_version_with_problems_is_never_activated_until_the_same_content_passes()
    {
        var version = await PushUnchecked("1");
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);

        Assert.Empty((await Store.FinishCheck(version, A.Id("worker"), new(Faults), default))!.Value);

        Assert.Equal((null, VersionCheck.Failed), await State(version));
        var stored = (await Store.ReadTemplate("go-dev", default))!.Versions[0];
        Assert.Equal(Faults.AsEnumerable(), stored.Problems.AsEnumerable());
        Assert.Null(await Store.Promote("go-dev", version, default));

        await PushUnchecked("1");
        Assert.Equal((null, VersionCheck.Pending), await State(version));
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);
        await Store.FinishCheck(version, A.Id("worker"), new([]), default);
        Assert.Equal((version, VersionCheck.Passed), await State(version));
    }

    [Fact]
    public async Task A_check_whose_worker_is_lost_is_taken_by_another_one()
    {
        var version = await PushUnchecked("1");
        await Store.LeaseCheck(A.Id("lost"), A.Noon, A.Noon.AddMinutes(1), default);

        Assert.NotNull(await Store.LeaseCheck(A.Id("next"), A.Noon.AddMinutes(1), A.Noon.AddMinutes(2), default));

        Assert.Null(await Store.FinishCheck(version, A.Id("lost"), new(Faults), default));
        Assert.NotNull(await Store.FinishCheck(version, A.Id("next"), new([]), default));
        Assert.Equal((version, VersionCheck.Passed), await State(version));
    }

    [Fact]
    public async Task A_check_that_is_renewed_stays_with_its_worker_and_a_lost_one_cannot_be_renewed()
    {
        var version = await PushUnchecked("1");
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);

        Assert.True(await Store.RenewCheck(version, A.Id("worker"), A.Noon.AddMinutes(3), default));

        Assert.Null(await Store.LeaseCheck(A.Id("next"), A.Noon.AddMinutes(2), A.Noon.AddMinutes(4), default));
        Assert.NotNull(await Store.LeaseCheck(A.Id("next"), A.Noon.AddMinutes(3), A.Noon.AddMinutes(4), default));
        Assert.False(await Store.RenewCheck(version, A.Id("worker"), A.Noon.AddMinutes(9), default));
        Assert.NotNull(await Store.FinishCheck(version, A.Id("next"), new([]), default));
        Assert.False(await Store.RenewCheck(version, A.Id("next"), A.Noon.AddMinutes(9), default));
    }

    [Fact]
    public async Task What_the_check_chose_for_a_version_is_kept_once_it_has_passed()
    {
        var version = await PushUnchecked("1");
        byte[] pins = [.. Enumerable.Range(0, TemplateVersion.MaxPins).Select(i => (byte)i)];
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);
        await Store.FinishCheck(version, A.Id("worker"), new(Faults, pins), default);
        Assert.Null(await Store.ReadPins(version, default));

        await PushUnchecked("1");
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Store.FinishCheck(version, A.Id("worker"), new([], (byte[])[.. pins, 1]), default));
        await Store.FinishCheck(version, A.Id("worker"), new([], pins), default);

        Assert.Equal(pins, (await Store.ReadPins(version, default))!.Value.ToArray());
        await PushUnchecked("1");
        Assert.Equal(pins, (await Store.ReadPins(version, default))!.Value.ToArray());
        Assert.Null(await Store.ReadPins(await PushUnchecked("2"), default));
        Assert.Null(await Store.ReadPins(new TemplateVersionId(Guid.NewGuid()), default));
    }

    [Fact]
    public async Task Of_two_versions_that_wait_the_later_push_counts_whichever_check_ends_last()
    {
        var first = await PushUnchecked("1");
        var second = await PushUnchecked("2");
        foreach (var worker in new[] { A.Id("a"), A.Id("b") })
        {
            var taken = await Store.LeaseCheck(worker, A.Noon.AddMinutes(1), A.Noon.AddMinutes(2), default);
            if (taken!.Id == second)
            {
                await Store.FinishCheck(second, worker, new([]), default);
            }
        }

        Assert.Equal((second, VersionCheck.Passed), await State(second));
        foreach (var worker in new[] { A.Id("a"), A.Id("b") })
        {
            await Store.FinishCheck(first, worker, new([]), default);
        }

        Assert.Equal((second, VersionCheck.Passed), await State(first));
    }

    [Fact]
    public async Task A_deleted_template_is_not_revived_by_a_check_that_ends_later()
    {
        var version = await PushUnchecked("1");
        await Store.LeaseCheck(A.Id("worker"), A.Noon, A.Noon.AddMinutes(1), default);
        await Store.Retire("go-dev", deprecated: false, deleted: true, default);

        Assert.Empty((await Store.FinishCheck(version, A.Id("worker"), new([]), default))!.Value);

        Assert.Equal((null, VersionCheck.Passed), await State(version));
    }

    private async Task<TemplateVersionId> PushUnchecked(string content)
    {
        var version = Templates.Version("go-dev", content, presets: "large") with { Check = VersionCheck.Pending };
        Assert.Empty(await Store.PushVersion(version, Templates.Package, activate: true, default));
        return version.Id;
    }

    private async Task<(TemplateVersionId? Active, VersionCheck Check)> State(TemplateVersionId version)
    {
        var template = await Store.ReadTemplate("go-dev", default);
        return (template!.ActiveVersion, template.Versions.First(known => known.Id == version).Check);
    }
}
