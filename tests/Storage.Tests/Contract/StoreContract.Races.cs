using System.Collections.Concurrent;
using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_thousand_concurrent_claims_hand_out_each_of_two_hundred_members_once()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(200);
        // Five tasks want every member, each for a user of its own, in an order of its own, a batch at a time.
        var tasks = Enumerable.Range(0, 5).Select(async user =>
        {
            var random = new Random(user);
            var claims = members.Select((member, i) => keeper.Claim(member, $"r{i}", $"user{user}")).ToArray();
            random.Shuffle(claims);
            var results = new List<(ClaimCommit Claim, ClaimResult Result)>();
            foreach (var batch in claims.Chunk(25))
            {
                results.AddRange(batch.Zip(await Store.CommitClaims([.. batch], default)));
            }

            return results;
        });

        var answers = (await Task.WhenAll(tasks)).SelectMany(it => it).ToList();

        Assert.Equal(1000, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Result is ClaimResult.Granted or ClaimResult.Lost));
        var granted = answers.Where(answer => answer.Result is ClaimResult.Granted).ToList();
        Assert.Equal(200, granted.Select(answer => answer.Claim.Candidate).Distinct().Count());
        Assert.Equal(200, granted.Count);
        foreach (var batch in granted.Chunk(100))
        {
            var again = await Store.CommitClaims([.. batch.Select(it => it.Claim with { Candidate = null })], default);
            Assert.Equal(
                batch.Select(it => it.Claim.Candidate), Given(again).Select(it => (WorkspaceId?)it.Workspace.Id));
        }
    }

    [Fact]
    public async Task Concurrent_commits_of_one_request_give_one_workspace_to_all()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(40);
        // Every task asks for the same ten requests, with candidates of its own: all but the first must be told
        // repeats.
        var tasks = Enumerable.Range(0, 4).Select(task => Task.Run(() => Store.CommitClaims(
            [.. Enumerable.Range(0, 10).Select(i => keeper.Claim(members[(task * 10) + i], $"r{i}"))], default)));

        var answers = await Task.WhenAll(tasks);

        for (var i = 0; i < 10; i++)
        {
            var given = Given(answers.Select(results => results[i])).ToList();
            Assert.Equal(4, given.Count);
            Assert.Single(given.Select(it => it.Workspace.Id).Distinct());
            Assert.Single(given, it => !it.Repeat);
        }

        Assert.Equal(30, (await Store.ReadPreset(keeper.Preset, default))!.Members.Length);
    }

    [Fact]
    public async Task Concurrent_claims_of_one_name_give_it_once()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(8);

        var answers = await Task.WhenAll(members.Select((member, i) => Task.Run(() =>
            keeper.Commit(keeper.Claim(member, $"r{i}", name: "mine")))));

        Assert.Single(Given(answers));
        Assert.Equal(7, answers.OfType<ClaimResult.NameTaken>().Count());
        Assert.Equal(7, (await Store.ReadPreset(keeper.Preset, default))!.Members.Length);
    }

    [Fact]
    public async Task A_member_is_either_claimed_or_deleted()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Ready(60);
        var claiming = Task.Run(async () =>
        {
            var results = new List<ClaimResult>();
            foreach (var (member, i) in members.Select((member, i) => (member, i)))
            {
                results.Add(await keeper.Commit(keeper.Claim(member, $"r{i}")));
            }

            return results;
        });
        var refused = new HashSet<WorkspaceId>();
        foreach (var batch in members.Reverse().Chunk(3))
        {
            refused.UnionWith(await keeper.Write([.. batch.Select(member => keeper.Deletion(member))]));
        }

        var claimed = Given(await claiming).Select(given => given.Workspace.Id).ToHashSet();

        Assert.True(refused.SetEquals(claimed));
        foreach (var member in members)
        {
            var row = (await Store.ReadWorkspace(member, default))!.Entry.Workspace;
            Assert.Equal(claimed.Contains(member) ? WorkspacePhase.Running : WorkspacePhase.Deleting, row.Phase);
            Assert.Equal(claimed.Contains(member), !row.IsMember);
        }
    }

    [Fact]
    public async Task No_claim_of_an_older_epoch_is_granted_behind_the_back_of_a_new_activation()
    {
        var old = await Keeper.Start(Store);
        var members = await old.Ready(50);
        var claiming = members.Select((member, i) => Task.Run(() => old.Commit(old.Claim(member, $"r{i}")))).ToList();

        var opened = await Opened(old.Preset);

        var granted = Given(await Task.WhenAll(claiming)).Select(given => given.Workspace.Id);
        var expected = members.Except(granted).ToHashSet();
        Assert.True(expected.SetEquals(opened.Members.Select(member => member.Id)));
    }

    [Fact]
    public async Task Concurrent_openings_take_different_epochs()
    {
        var keeper = await Keeper.Start(Store);

        var opened = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Opened(keeper.Preset)));

        Assert.Equal(Enumerable.Range(2, 10).Select(i => (long)i), opened.Select(it => it.Epoch).Order());
    }

    [Fact]
    public async Task Sixteen_workers_lease_each_build_once()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue(100);
        var leased = new ConcurrentBag<BuildId>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (await keeper.Lease() is { } lease)
            {
                leased.Add(lease.Build.Id);
            }
        })));

        Assert.Equal(100, leased.Count);
        Assert.Equal(100, leased.Distinct().Count());
    }

    [Fact]
    public async Task Workers_that_finish_while_a_grain_applies_lose_no_status()
    {
        var keeper = await Keeper.Start(Store);
        var members = await keeper.Queue(60);
        var working = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await keeper.Lease() is { } lease)
            {
                BuildResult result =
                    lease.Probing ? new BuildResult.Succeeded(null) : new BuildResult.NotReady(null, keeper.Now);
                Assert.True(await keeper.Finish(lease, result));
            }
        })));
        while (!working.IsCompleted)
        {
            await keeper.ApplyAll();
        }

        await keeper.ApplyAll();
        var slice = await Store.ReadPreset(keeper.Preset, default);
        Assert.Empty(slice!.Changes);
        Assert.Equal(members.Length, slice.Members.Count(member => member.Ready));
        await working;
    }
}
