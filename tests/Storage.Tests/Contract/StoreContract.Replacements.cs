using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly ResourceReplacement Vm = new("vm.dev[\"a\"]", ["owner", "tags[\"x\"]"]);
    private static readonly ResourceReplacement Disk = new("disk.home", []);
    private static readonly BuildError Half = new(ErrorClass.Transient, "half done");

    [Fact]
    public async Task What_a_hand_over_begins_to_replace_is_kept_counted_and_told_at_once()
    {
        var (keeper, member, lease) = await HandingOver();

        Assert.Equal([Vm, Disk], Addressed(await Replacing(keeper, lease, Vm, Disk)));

        var begun = await HandOverOf(member);
        Assert.Equal(keeper.Now, begun.ReplacingAt);
        Assert.Equal($"{Vm}, {Disk}", ResourceReplacement.Tell(begun.Replacements));
        Assert.Equal(1, (await Store.CountReplaced(default))[keeper.Preset]);
        Assert.Equal(["vm.dev[\"a\"] (forced by owner, tags[\"x\"]), disk.home"], await ToldOf(member));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("returned")]
    [InlineData("tried again")]
    [InlineData("failed")]
    [InlineData("refused")]
    [InlineData("succeeded")]
    public async Task However_the_attempt_ends_what_it_began_to_replace_stays_and_is_told_once(string end)
    {
        var (keeper, member, lost) = await HandingOver();
        await Replacing(keeper, lost, Vm);
        BuildResult? result = end switch
        {
            "returned" => new BuildResult.Returned(),
            "tried again" => new BuildResult.Retry(Half, keeper.Now),
            "failed" => new BuildResult.Failed(Half),
            "refused" => new BuildResult.Failed(Half) { WouldReplace = [Disk] },
            "succeeded" => new BuildResult.Succeeded(null),
            _ => null,
        };
        Assert.True(result is null || await keeper.Finish(lost, result));
        await keeper.ApplyAll();
        keeper.Now += TimeSpan.FromMinutes(2);
        if (await keeper.Lease() is { } next)
        {
            Assert.Equal(lost.Build.Id, next.Build.Id);
            Assert.Empty(Addressed(await Replacing(keeper, next, Vm)));
            await keeper.Finish(next, new BuildResult.Succeeded(null));
            await keeper.ApplyAll();
        }

        var build = await HandOverOf(member);
        Assert.Equal(Vm.Address, Assert.Single(build.Replacements).Address);
        Assert.NotNull(build.ReplacingAt);
        Assert.Equal(1, (await Store.CountReplaced(default))[keeper.Preset]);
        Assert.Equal([Vm.ToString()], await ToldOf(member));
    }

    [Fact]
    public async Task A_hand_over_that_is_cancelled_and_repeated_tells_only_what_more_it_replaces()
    {
        var (keeper, member, first) = await HandingOver();
        await Replacing(keeper, first, Vm);
        var failed = new WorkspaceProgress(WorkspacePhase.Running, Ready: true, HandOver.Failed);
        Assert.Empty(await keeper.Write(new PresetChange.Withdraw(first.Build, "enough", failed, Deletion: null)));
        Assert.Null(await Replacing(keeper, first, Disk));
        await keeper.Finish(first, new BuildResult.Returned());
        var again = new BuildId(Guid.CreateVersion7(keeper.Now.AddSeconds(1)));
        Assert.Empty(await keeper.Write(new PresetChange.HandOverAgain(member, first.Workspace.Owner, again)));
        var second = (await keeper.Lease())!;

        Assert.Equal([Disk], Addressed(await Replacing(keeper, second, Vm, Disk)));

        await keeper.Finish(second, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        var builds = (await Store.ReadWorkspace(member, default))!.Builds.Where(build => build.Kind == BuildKind.Claim);
        Assert.All(builds, build => Assert.NotNull(build.ReplacingAt));
        Assert.Equal(1, (await Store.CountReplaced(default))[keeper.Preset]);
        Assert.Equal([Vm.ToString(), Disk.ToString()], await ToldOf(member));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_replaces_nothing()
    {
        var (keeper, member, lost) = await HandingOver();
        keeper.Now += TimeSpan.FromMinutes(2);
        var held = (await keeper.Lease())!;

        Assert.Null(await Replacing(keeper, lost, Vm));
        Assert.Null((await HandOverOf(member)).ReplacingAt);
        await keeper.Finish(held, new BuildResult.Succeeded(null));
        Assert.Null(await Replacing(keeper, held, Vm));

        Assert.Empty(await ToldOf(member));
        Assert.Empty(await Store.CountReplaced(default));
    }

    [Fact]
    public async Task What_a_refused_hand_over_would_replace_is_kept_and_neither_counted_nor_told()
    {
        var (keeper, member, lease) = await HandingOver();

        await keeper.Finish(lease, new BuildResult.Failed(Half) { WouldReplace = [Disk] });
        await keeper.ApplyAll();

        var build = await HandOverOf(member);
        Assert.Equal((Disk.Address, null), (Assert.Single(build.Replacements).Address, build.ReplacingAt));
        Assert.Empty(await ToldOf(member));
        Assert.Empty(await Store.CountReplaced(default));
    }

    private async Task<(Keeper Keeper, WorkspaceId Member, BuildLease Lease)> HandingOver()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Ready())[0];
        await keeper.Granted(keeper.Claim(member, "r", claimBuild: true));
        return (keeper, member, (await keeper.Lease())!);
    }

    private Task<ImmutableArray<ResourceReplacement>?> Replacing(
        Keeper keeper, BuildLease lease, params ResourceReplacement[] replacements) =>
        Store.BeginReplacing(lease.Build.Id, lease.Lease, [.. replacements], keeper.Now, default);

    private static ResourceReplacement[] Addressed(ImmutableArray<ResourceReplacement>? told) => [.. told!.Value];

    private async Task<Build> HandOverOf(WorkspaceId workspace) =>
        (await Store.ReadWorkspace(workspace, default))!.Builds.Single(build => build.Kind == BuildKind.Claim);

    private async Task<string[]> ToldOf(WorkspaceId workspace) =>
    [
        .. (await Told(EventKind.ResourceReplaced)).Where(it => it.Workspace == workspace).Select(it => it.Detail!),
    ];
}
