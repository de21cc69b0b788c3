using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_claim_hands_the_member_to_the_user()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready(1, ("url", "ssh://here")))[0];
        keeper.Now += TimeSpan.FromTicks(10_000_007);

        var result = await keeper.Commit(keeper.Claim(member, "r1", name: "mine"));

        var granted = Assert.IsType<ClaimResult.Granted>(result);
        var (given, ada, at) = (granted.Workspace, UserIds.FromName("ada"), A.Noon.AddSeconds(1));
        Assert.False(granted.Repeat);
        Assert.Equal((member, keeper.Preset, ada, "mine"), (given.Id, given.Preset, given.Owner, given.Name));
        Assert.Equal((at, HandOver.None, "ssh://here"), (given.ClaimedAt, given.HandOver, given.Outputs["url"]));
        var stored = await Store.ReadWorkspace(member, default);
        var row = stored!.Entry.Workspace;
        Assert.Equal((ada, "mine", at), (row.Owner, row.Name, row.ClaimedAt));
        Assert.Equal(("ada", HandOver.None), (stored.Entry.OwnerName, row.HandOver));
        Assert.Single(stored.Builds);
        Assert.Empty((await Store.ReadPreset(keeper.Preset, default))!.Members);
    }

    [Fact]
    public async Task A_claim_does_not_raise_the_revision()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Granted(keeper.Claim((await keeper.Ready())[0], "r1"));

        Assert.Empty(await keeper.Write(keeper.NewMember()));
    }

    [Fact]
    public async Task A_claim_queues_its_claim_build_before_everything_else()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var member = (await keeper.Ready(1, ("url", "ssh://here")))[0];
        await keeper.Queue(2);
        keeper.Now += TimeSpan.FromMinutes(1);
        var claim = keeper.Claim(member, "r1", claimBuild: true);

        Assert.Equal(HandOver.Pending, (await keeper.Granted(claim)).HandOver);

        var lease = await keeper.Lease();
        Assert.Equal((claim.ClaimBuild, BuildKind.Claim), (lease!.Build.Id, lease.Build.Kind));
        Assert.Equal((BuildPriority.Person, keeper.Now), (lease.Build.Priority, lease.Build.QueuedAt));
        Assert.Equal(("ada", UserIds.FromName("ada")), (lease.OwnerName, lease.Workspace.Owner));
        Assert.Equal("ssh://here", lease.Outputs["url"]);
        Assert.Equal(HandOver.Pending, (await Store.ReadWorkspace(member, default))!.Entry.Workspace.HandOver);
    }

    [Fact]
    public async Task The_same_request_is_answered_the_same_whatever_it_names_now()
    {
        var keeper = await Keeper.Start(Store);
        var other = await Keeper.Start(Store, "other");
        var members = await keeper.Ready(2);
        var elsewhere = (await other.Ready())[0];
        var first = keeper.Claim(members[0], "r1", name: "mine");
        var given = await keeper.Granted(first);
        keeper.Now += TimeSpan.FromHours(1);

        ClaimCommit[] repeats =
        [
            first,
            keeper.Claim(members[1], "r1", name: "mine", claimBuild: true),
            keeper.Claim(members[1], "r1", name: "renamed"),
            keeper.Claim(null, "r1"),
            other.Claim(elsewhere, "r1", name: "mine"),
            first with { Epoch = 0 },
        ];
        foreach (var repeat in repeats)
        {
            var answer = Assert.IsType<ClaimResult.Granted>(await keeper.Commit(repeat));
            Assert.True(answer.Repeat);
            Assert.Equal(given with { Outputs = answer.Workspace.Outputs }, answer.Workspace);
        }

        Assert.Equal(members[1], Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members).Id);
        Assert.Equal(elsewhere, Assert.Single((await Store.ReadPreset(other.Preset, default))!.Members).Id);
        Assert.Null(await keeper.Lease());
    }

    [Fact]
    public async Task A_repeat_tells_how_far_the_hand_over_is_now_and_after_deletion_what_was_given()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var claim = keeper.Claim((await keeper.Ready(1, ("url", "ssh://here")))[0], "r1", claimBuild: true);
        var given = await keeper.Granted(claim);
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(Keeper.Outputs(("url", "ssh://ada"))));
        await keeper.ApplyAll();

        var repeat = await keeper.Granted(claim);
        Assert.Equal((HandOver.Done, "ssh://ada"), (repeat.HandOver, repeat.Outputs["url"]));

        await keeper.Write(keeper.Deletion(given.Id, given.Owner));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();

        repeat = await keeper.Granted(claim);
        Assert.Equal((given.Id, given.Name, given.ClaimedAt), (repeat.Id, repeat.Name, repeat.ClaimedAt));
        Assert.Empty(repeat.Outputs);
    }

    [Fact]
    public async Task A_request_id_is_each_users_own()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);

        var ada = await keeper.Granted(keeper.Claim(members[0], "r1", "ada", "mine"));
        var bob = await keeper.Granted(keeper.Claim(members[1], "r1", "bob", "mine"));

        Assert.NotEqual(ada.Id, bob.Id);
    }

    [Fact]
    public async Task A_name_that_the_user_has_already_is_taken()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(2);
        await keeper.Granted(keeper.Claim(members[0], "r1", name: "mine"));

        Assert.IsType<ClaimResult.NameTaken>(await keeper.Commit(keeper.Claim(members[1], "r2", name: "mine")));

        Assert.Equal(members[1], Assert.Single((await Store.ReadPreset(keeper.Preset, default))!.Members).Id);
        Assert.IsType<ClaimResult.NameTaken>(await keeper.Commit(keeper.Claim(null, "r2", name: "mine")));
    }

    [Fact]
    public async Task A_member_that_is_not_claimable_is_lost()
    {
        var keeper = await Keeper.Start(Store);
        var other = await Keeper.Start(Store, "other");
        var elsewhere = (await other.Ready())[0];
        var members = await keeper.Ready(2);
        await keeper.Granted(keeper.Claim(members[0], "r1"));
        await keeper.Write(keeper.Deletion(members[1]));
        await keeper.Finish((await keeper.Lease())!, new BuildResult.NotReady(null, keeper.Now.AddHours(1)));
        var probing = (await keeper.Queue())[0];
        await keeper.Finish((await keeper.Lease())!, new BuildResult.NotReady(null, keeper.Now.AddHours(1)));
        await keeper.ApplyAll();
        var queued = (await keeper.Queue())[0];

        WorkspaceId[] candidates =
            [members[0], members[1], probing, queued, elsewhere, new WorkspaceId(A.Id("unknown"))];
        foreach (var candidate in candidates)
        {
            Assert.IsType<ClaimResult.Lost>(await keeper.Commit(keeper.Claim(candidate, "r2")));
        }

        Assert.IsType<ClaimResult.NeverGranted>(await keeper.Commit(keeper.Claim(null, "r2")));
    }

    [Fact]
    public async Task A_member_is_lost_while_its_preset_is_not_live_or_its_version_is_superseded()
    {
        var keeper = await Keeper.Start(Store);
        var claim = keeper.Claim((await keeper.Ready())[0], "r1");
        foreach (var (deprecated, deleted) in new[] { (true, false), (false, true) })
        {
            await Store.Retire("go-dev", deprecated, deleted, default);
            Assert.IsType<ClaimResult.Lost>(await keeper.Commit(claim));
        }

        await Store.Retire("go-dev", false, false, default);
        var old = Templates.Version(presets: "large").Id;
        foreach (var preset in new[] { "large", "small" })
        {
            var version = Templates.Version(mark: preset, rollout: Rollout.Recreate, presets: preset);
            await Store.PushVersion(version, Templates.Package, true, default);
            Assert.IsType<ClaimResult.Lost>(await keeper.Commit(claim));
        }

        await Store.Promote("go-dev", old, default);
        await keeper.Granted(claim);
    }

    [Fact]
    public async Task A_claim_under_an_old_epoch_is_fenced_unless_it_was_granted_before()
    {
        var old = await Keeper.Start(Store);
        var members = await old.Ready(2);
        var granted = old.Claim(members[0], "r1");
        await old.Granted(granted);
        var young = await Keeper.Open(Store, old.Preset);

        Assert.IsType<ClaimResult.Fenced>(await old.Commit(old.Claim(members[1], "r2")));
        Assert.IsType<ClaimResult.Fenced>(await old.Commit(old.Claim(null, "r2")));
        await old.Granted(granted);
        await young.Granted(young.Claim(members[1], "r2"));
        var unknown = old.Claim(members[1], "r3") with { Preset = new(A.Id("unknown")) };
        Assert.IsType<ClaimResult.Fenced>(await old.Commit(unknown));
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order_each_claim_for_itself()
    {
        var keeper = await Keeper.Start(Store, claimStep: true);
        var other = await Keeper.Start(Store, "other");
        var members = await keeper.Ready(3);
        var elsewhere = (await other.Ready())[0];
        await keeper.Granted(keeper.Claim(members[0], "r0", name: "old"));

        var results = await Store.CommitClaims(
        [
            keeper.Claim(members[1], "r1", claimBuild: true),
            keeper.Claim(null, "r2"),
            keeper.Claim(members[2], "r3", name: "old"),
            other.Claim(elsewhere, "r4", "bob"),
            keeper.Claim(members[0], "r5"),
            keeper.Claim(members[2], "r0"),
            keeper.Claim(members[2], "r6") with { Epoch = 0 },
        ],
        default);

        Assert.Equal(
            ["Granted", "NeverGranted", "NameTaken", "Granted", "Lost", "Granted", "Fenced"],
            results.Select(result => result.GetType().Name));
        Assert.Equal([members[1], elsewhere, members[0]], Given(results).Select(given => given.Workspace.Id));
        Assert.Equal([false, false, true], Given(results).Select(given => given.Repeat));
        Assert.Empty(await Store.CommitClaims([], default));
    }

    [Fact]
    public async Task Within_a_batch_the_first_of_two_wins()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(5);

        var results = await Store.CommitClaims(
        [
            keeper.Claim(members[0], "r1", name: "a"),
            keeper.Claim(members[1], "r1", name: "b"),
            keeper.Claim(members[2], "r2", name: "a"),
            keeper.Claim(members[0], "r3", name: "c"),
            keeper.Claim(new WorkspaceId(A.Id("unknown")), "r4", name: "d"),
            keeper.Claim(members[3], "r5", name: "d"),
            keeper.Claim(members[4], "r6", name: "e"),
            keeper.Claim(null, "r1"),
        ],
        default);

        Assert.Equal(
            ["Granted", "Granted", "NameTaken", "Lost", "Lost", "Granted", "Granted", "Granted"],
            results.Select(result => result.GetType().Name));
        Assert.Equal(
            [members[0], members[0], members[3], members[4], members[0]],
            Given(results).Select(given => given.Workspace.Id));
        Assert.Equal([false, true, false, false, true], Given(results).Select(given => given.Repeat));
    }

    [Fact]
    public async Task A_batch_has_a_limit()
    {
        var keeper = await Keeper.Start(Store);
        var claims = Enumerable.Range(0, ClaimCommit.MaxBatch + 1).Select(i => keeper.Claim(null, $"r{i}")).ToArray();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.CommitClaims([.. claims], default));
        var results = await Store.CommitClaims([.. claims[1..]], default);
        Assert.Equal(ClaimCommit.MaxBatch, results.OfType<ClaimResult.NeverGranted>().Count());
    }

    private static IEnumerable<ClaimResult.Granted> Given(IEnumerable<ClaimResult> results) =>
        results.OfType<ClaimResult.Granted>();
}
