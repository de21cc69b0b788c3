using Prebuilds.Client;
using Prebuilds.Grains;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Library;

public sealed class CallTests
{
    private readonly FakeCluster _cluster = FakeCluster.Create();
    private readonly LeapingClock _clock = new();

    private PrebuildsClient Client => new(_cluster.Grains, _clock);

    [Fact]
    public async Task A_command_is_given_again_when_its_silo_was_lost()
    {
        _cluster.Loop.Failures.Enqueue(new SiloUnavailableException("gone"));

        var outcome = await Client.Loop.Pause();

        Assert.IsType<CommandOutcome.Done>(outcome);
        Assert.Equal(["pause", "pause"], _cluster.Loop.Commands);
    }

    [Fact]
    public async Task A_bug_behind_a_command_is_not_repeated()
    {
        _cluster.Loop.Failures.Enqueue(new InvalidOperationException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.Loop.Pause());

        Assert.Equal(["pause"], _cluster.Loop.Commands);
    }

    [Fact]
    public async Task All_pages_of_workspaces_are_read_one_after_the_other()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            _cluster.Catalog.Workspaces.Add(Examples.Workspace(name: name));
        }

        var names = new List<string>();
        await foreach (var entry in Client.Workspaces.ListAll(new WorkspaceQuery(null, null, null, Limit: 2)))
        {
            names.Add(entry.Workspace.Name);
        }

        Assert.Equal(["a", "b", "c", "d", "e"], names.Order());
        Assert.Equal(3, _cluster.Catalog.Queries.Count);
    }

    [Fact]
    public async Task A_workspace_is_found_by_the_name_that_its_owner_gave_it()
    {
        _cluster.Catalog.Workspaces.Add(Examples.Workspace("bob"));
        _cluster.Catalog.Workspaces.Add(Examples.Workspace("alice", "other"));

        var found = await Client.Workspaces.Find(UserIds.FromName("bob"), "fix-login");

        Assert.Equal(new WorkspaceId(A.Id("fix-login")), found);
        Assert.Null(await Client.Workspaces.Find(UserIds.FromName("alice"), "fix-login"));
    }

    [Fact]
    public async Task Waiting_for_a_call_ends_when_the_caller_gives_up()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Loop.GetStatus(stop.Token));
    }
}
