using System.Collections.Immutable;
using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Workspaces_are_listed_in_pages_by_preset_and_owner()
    {
        var keeper = await Keeper.Start(Store);
        var other = await Keeper.Start(Store, "other");
        var members = await keeper.Ready(4);
        var elsewhere = (await other.Ready())[0];
        await keeper.Granted(keeper.Claim(members[1], "r1", name: "mine"));
        await other.Granted(other.Claim(elsewhere, "r2", name: "too"));
        var ada = UserIds.FromName("ada");

        Assert.Equal(Sorted([.. members, elsewhere]), await Ids(new WorkspaceQuery(null, null, null, 1000)));
        Assert.Equal(Sorted(members), await Ids(new WorkspaceQuery(keeper.Preset, null, null, 10)));
        Assert.Equal(Sorted([members[1], elsewhere]), await Ids(new WorkspaceQuery(null, ada, null, 10)));
        Assert.Equal(members[1], Assert.Single(await Ids(new WorkspaceQuery(keeper.Preset, ada, null, 10))));
        var first = await Ids(new WorkspaceQuery(keeper.Preset, null, null, 3));
        Assert.Equal(Sorted(members)[..3], first);
        Assert.Equal(Sorted(members)[3..], await Ids(new WorkspaceQuery(keeper.Preset, null, first[^1], 3)));
        var entries = await Store.ListWorkspaces(new WorkspaceQuery(other.Preset, null, null, 10), default);
        var entry = Assert.Single(entries);
        Assert.Equal(
            (new PresetName("other", "large"), "ada", "too"),
            (entry.PresetName, entry.OwnerName, entry.Workspace.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(WorkspaceQuery.MaxLimit + 1)]
    public async Task A_page_has_a_limit(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Store.ListWorkspaces(new WorkspaceQuery(null, null, null, limit), default));

    [Fact]
    public async Task The_ids_of_all_workspaces_are_listed_claimed_ones_too()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        await keeper.Granted(keeper.Claim(members[0], "r1"));
        var queued = await keeper.Queue(1);

        var ids = await Store.ListWorkspaceIds(default);

        Assert.True(ids.SetEquals(members.Concat(queued)));
        Assert.Null(await Store.ReadWorkspace(new WorkspaceId(A.Id("unknown")), default));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_does_nothing()
    {
        var keeper = await Keeper.Start(Store);
        var write = new PresetWrite(keeper.Preset, keeper.Epoch, keeper.Revision, [keeper.NewMember()], A.Noon);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Write(write, new CancellationToken(true)));

        Assert.Empty(await keeper.Write(keeper.NewMember()));
        Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members);
    }

    [Fact]
    public async Task Granted_claims_are_listed_in_pages_those_of_workspaces_that_are_gone_too()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(3);
        var (ready, ada) = (keeper.Now, UserIds.FromName("ada"));
        var claimed = keeper.Now += TimeSpan.FromMinutes(1);
        foreach (var member in members)
        {
            await keeper.Granted(keeper.Claim(member, $"r-{member}"));
        }

        await keeper.Write(keeper.Deletion(members[0], ada));
        var gone = keeper.Now += TimeSpan.FromMinutes(1);
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();

        var first = await Store.ListClaims(new ClaimQuery(null, 2), default);
        var last = await Store.ListClaims(new ClaimQuery(first[^1].Workspace, 2), default);
        ClaimEntry Entry(WorkspaceId id, bool isGone = false) => new(
            ada, $"r-{id}", id, keeper.Preset, $"ws-r-{id}", claimed, isGone ? gone : null, isGone ? null : ada, ready);
        Assert.Equal(Sorted(members).Select(id => Entry(id, id == members[0])), [.. first, .. last]);
        Assert.Equal(2, first.Length);

        await Store.Prune(keeper.Now.AddDays(1), default);
        Assert.Equal(2, (await Store.ListClaims(new ClaimQuery(null, 10), default)).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ClaimQuery.MaxLimit + 1)]
    public async Task A_page_of_claims_has_a_limit(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Store.ListClaims(new ClaimQuery(null, limit), default));

    private static List<WorkspaceId> Sorted(ImmutableArray<WorkspaceId> ids) =>
        [.. ids.OrderBy(id => id.ToString(), StringComparer.Ordinal)];

    private async Task<List<WorkspaceId>> Ids(WorkspaceQuery query) =>
        [.. (await Store.ListWorkspaces(query, default)).Select(entry => entry.Workspace.Id)];

    [Fact]
    public async Task An_installation_is_the_same_whenever_it_is_asked()
    {
        var installation = await Store.ReadInstallation(CancellationToken.None);

        Assert.NotEqual(Guid.Empty, installation);
        Assert.Equal(installation, await Store.ReadInstallation(CancellationToken.None));
    }
}
